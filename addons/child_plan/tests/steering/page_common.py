"""What the tests of the leader's page share. Put it before the case that creates the units."""


class PageCase:
    """Opens the leader's page as a user (``page``) and the list behind a figure (``opened``).

    Adds leaders of the nation and of a ward, and an observer of the district.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_nation = cls.user("t_nation", "leader", cls.nation)
        cls.leader_ward = cls.user("t_leader_ward", "leader", cls.ward_1)
        cls.observer = cls.user("t_observer", "observer", cls.district)

    def page(self, user, **filters):
        self.env.invalidate_all()
        return self.env["child.plan.dashboard"].with_user(user).get_page(**filters)

    def opened(self, user, model, domain, **context):
        """Return the records of the list that a figure opens."""
        self.env.invalidate_all()
        return self.env[model].with_user(user).with_context(**context).search(domain)

    def assert_targets(self, user, figures, field="achievement"):
        """Check that each figure on targets counts the records that it opens, and that these match the figure."""
        for name in ("behind", "known", "total"):
            targets = self.opened(user, "child.plan.target", figures[name]["domain"], **figures["context"])
            self.assertEqual(figures[name]["count"], len(targets), name)
            if name == "behind":
                self.assertEqual(set(targets.mapped(field)), {"behind"} if targets else set())
            elif name == "known":
                self.assertNotIn("no_data", targets.mapped(field))
