"""What the tests of the leader's page share; goes before a case that makes the world of units."""


class PageCase:
    """``page`` asks for the page as a user, ``opened`` follows one of its figures.

    Adds the leaders of the nation and of a ward, and an observer of the district.
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
        """The rows of the list that a figure opens."""
        self.env.invalidate_all()
        return self.env[model].with_user(user).with_context(**context).search(domain)

    def assert_targets(self, user, figures, field="achievement"):
        """Each figure on targets is the number of the rows that it opens, and the rows are what the figure says."""
        for name in ("behind", "known", "total"):
            found = self.opened(user, "child.plan.target", figures[name]["domain"], **figures["context"])
            self.assertEqual(figures[name]["count"], len(found), name)
            if name == "behind":
                self.assertEqual(set(found.mapped(field)), {"behind"} if found else set())
            elif name == "known":
                self.assertNotIn("no_data", found.mapped(field))
