-- Odoo's own demonstration of chats, which speak of other matters in English.
WITH gone AS (
    SELECT res_id AS id FROM ir_model_data
     WHERE module = 'mail' AND model = 'discuss.channel' AND name <> 'channel_all_employees'
), messages AS (
    DELETE FROM mail_message WHERE model = 'discuss.channel' AND res_id IN (SELECT id FROM gone)
)
DELETE FROM discuss_channel WHERE id IN (SELECT id FROM gone);
