"""Words of Odoo's own on our screens: Vietnamese where Odoo's translation lacks them, sober where it jokes."""

import polib

from odoo import models
from odoo.exceptions import AccessError
from odoo.tools import file_path, ormcache
from odoo.tools.translate import TranslationImporter

# The terms of Odoo's web client that this addon translates; the context of an entry names Odoo's module.
TERMS = "child_plan/data/odoo_terms/{}.po"
# Those of Odoo's views and selections, as Odoo writes its own files.
RECORDS = "child_plan/data/odoo_terms/records_{}.po"


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @ormcache("lang")
    def _child_plan_terms(self, lang):
        """Return ``{module: {source: translation}}`` for the language of ``lang``, for instance vi_VN."""
        try:
            path = file_path(TERMS.format((lang or "").partition("_")[0] or "none"))
        except (FileNotFoundError, ValueError):
            return {}
        terms = {}
        for entry in polib.pofile(path).translated_entries():
            terms.setdefault(entry.msgctxt, {})[entry.msgid] = entry.msgstr
        return terms

    def _get_translations_for_webclient(self, modules, lang):
        translations, parameters = super()._get_translations_for_webclient(modules, lang)
        for module, terms in self._child_plan_terms(lang).items():
            if module in translations:
                messages = {message["id"]: message["string"] for message in translations[module]["messages"]}
                messages |= terms
                words = tuple({"id": source, "string": text} for source, text in messages.items())
                translations = {**translations, module: {**translations[module], "messages": words}}
        return translations, parameters


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def _load_module_terms(self, modules, langs, overwrite=False):
        result = super()._load_module_terms(modules, langs, overwrite)
        importer = TranslationImporter(self.env.cr, verbose=False)
        for lang in langs:
            importer.load_file(RECORDS.format(lang.partition("_")[0]), lang)  # which need not be there
        importer.save(overwrite=True)
        return result


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        """Say soberly what is refused; system administrators get Odoo's own message with the rules' names."""
        error = super()._make_access_error(operation, records)
        if self.env.user.has_group("base.group_system"):
            return error
        operations = {
            "read": self.env._("reading"),
            "write": self.env._("changing"),
            "create": self.env._("adding"),
            "unlink": self.env._("deleting"),
        }
        sober = AccessError(
            self.env._(
                "You have no access to this: %(what)s (%(operation)s). If you need it for your work, ask the "
                "administrator whether your unit and your roles are right.",
                what=self.env["ir.model"]._get(records._name).name or records._name,
                operation=operations[operation],
            )
        )
        if context := getattr(error, "context", None):
            sober.context = context
        return sober
