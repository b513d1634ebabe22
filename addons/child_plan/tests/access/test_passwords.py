"""Passwords that are tried first are refused, wherever one is set."""

from odoo.exceptions import UserError

from ...lib.easy_password import is_easy
from ...models.unit import sign_in
from ..common import PlanCase
from ..pure_case import PureCase


class TestEasyPassword(PureCase):
    def test_what_heads_the_lists_of_passwords_is_easy(self):
        """Taken from what is published of leaked passwords, eight letters and more."""
        for password in (
            "password",
            "Password1!",
            "P@ssw0rd123",
            "12345678",
            "1234567890",
            "11111111",
            "qwertyuiop",
            "1qaz2wsx",
            "iloveyou1",
            "matkhau123",
            "Mật khẩu 17",
            "anhyeuem2020",
            "Admin@2026",
            "abcd1234",
            "vietnam123",
            "Hanoi@2025",
            "01011990",
            "aaaaaaaa1",
            "Ubnd@12345",
        ):
            with self.subTest(password=password):
                self.assertTrue(is_easy(password))

    def test_own_names_are_easy(self):
        own = ("phuong.bode", "Cán bộ UBND phường Bồ Đề", "bode@example.com")
        for password in ("phuong.bode", "PhuongBode2026", "bode12345", "canboBoDe1"):
            with self.subTest(password=password):
                self.assertTrue(is_easy(password, own))

    def test_words_that_do_not_belong_together_are_not(self):
        for password in (
            "chim sẻ uống trà",
            "gạch-cá-rổ-7",
            "Tr0ngVườnCó5Mít",
            "kxv92mqpd",
            "982734650172",
            "Lúa chín 2026 sau ngõ",
        ):
            with self.subTest(password=password):
                self.assertFalse(is_easy(password))


class TestPasswordPolicy(PlanCase):
    def test_it_is_refused_in_words_and_the_old_one_stays(self):
        self.patch(sign_in, "is_easy", is_easy)
        user = self.user_health
        user.password = "chim sẻ uống trà"
        for password in ("matkhau2026", f"{user.login}1234", "ngắn"):
            with self.subTest(password=password), self.assertRaises(UserError), self.cr.savepoint():
                user.password = password
        credential = {"type": "password", "password": "chim sẻ uống trà"}
        self.assertTrue(user.with_user(user)._check_credentials(credential, {"interactive": True}))
