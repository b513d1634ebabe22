-- The password of each demonstration user is its login. Given by SQL, because hashing them all takes ten seconds;
-- Odoo hashes each at its first login or at the next update of the addon (res.users: init, _crypt_context).
UPDATE res_users SET password = login
 WHERE password IS NULL AND id IN (SELECT res_id FROM ir_model_data WHERE module = 'child_plan' AND model = 'res.users');
