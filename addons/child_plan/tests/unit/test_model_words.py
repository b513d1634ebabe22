"""Words by which models and their fields are told apart, in both languages."""

from collections import defaultdict

from ..common import PlanCase

LANGUAGES = ("en_US", "vi_VN")


class TestModelWords(PlanCase):
    def models(self):
        for name in sorted(self.env.registry):
            if name.startswith("child.plan") and not self.env[name]._abstract:
                yield self.env[name]

    def test_no_two_fields_to_group_or_filter_by_have_one_label(self):
        same = []
        for model in self.models():
            if model._transient:
                continue
            for lang in LANGUAGES:
                fields = model.with_context(lang=lang).fields_get(attributes=["string", "groupable", "searchable"])
                for use in ("groupable", "searchable"):
                    labels = defaultdict(list)
                    for name, field in fields.items():
                        if field.get(use):
                            labels[field["string"].casefold()].append(name)
                    same += [(model._name, lang, use, *item) for item in labels.items() if len(item[1]) > 1]
        self.assertFalse(same, "\n".join(map(str, same)))

    def test_what_is_new_is_called_by_its_vietnamese_name(self):
        """In the chatter of a plan made by a program, which names no language, stood "Plan được tạo"."""
        self.env["res.lang"]._activate_lang("vi_VN")
        self.user_office.lang = "vi_VN"
        wrong = []
        for model in self.models():
            if "message_ids" in model._fields:
                for lang in ("vi_VN", None):
                    words = model.with_user(self.user_office).with_context(lang=lang).new({})._creation_message()
                    name = model.with_context(lang="vi_VN").env["ir.model"]._get(model._name).name
                    if words != f"{name} được tạo" or name == model._description:
                        wrong.append((model._name, words))
        self.assertFalse(wrong)
        self.env["ir.model"]._get("child.plan").with_context(lang="vi_VN").name = "Plan"  # as during the installation
        plan = self.env["child.plan"].with_user(self.user_office).with_context(lang=None).new({})
        self.assertEqual(plan._creation_message(), "Đã tạo.")

    def test_words_of_odoo_that_its_translation_lacks(self):
        view = self.env.ref("base.view_users_form_simple_modif").with_context(lang="vi_VN")
        self.assertIn("Lưu tùy chọn", view.arch_db)
        kinds = self.env["res.users"]._fields["notification_type"]
        labels = dict(kinds._description_selection(self.env(context={"lang": "vi_VN"})))
        self.assertEqual(labels["email"], "Qua thư điện tử")
