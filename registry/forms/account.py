"""Add an account, and sign in."""

from typing import Any

from marshmallow import fields, post_load, validate

from registry.domain.account import LONGEST_PASSWORD, AddAccount, SignIn
from registry.domain.codes import Role
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Text


class Email(Text):
    """An e-mail address."""

    kind = "email"

    def __init__(self, label: str, **rest: Any) -> None:  # noqa: ANN401 - marshmallow's options
        super().__init__(label, longest=254, **rest)
        sentence = "Enter an e-mail address, such as name@clinic.example."
        self.validators.append(validate.Email(error=sentence))


class Password(Text):
    """A password; it is never shown again."""

    kind = "password"

    def __init__(self, label: str = "Password") -> None:
        super().__init__(label, longest=LONGEST_PASSWORD, required=True)


class AddAccountForm(CommandSchema):
    """A new account; no site means every site."""

    email = Email("E-mail", required=True)
    display_name = Text("Name", required=True)
    password = Password()
    role = Choice("Role", Role, required=True)
    site_codes = fields.List(
        Text("Site", longest=12), load_default=None, metadata={"label": "Site"}
    )

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> AddAccount:
        """Make the command."""
        codes = values.pop("site_codes")
        return AddAccount(site_codes=None if codes is None else tuple(codes), **values)


class SignInForm(CommandSchema):
    """E-mail and password."""

    email = Email("E-mail", required=True)
    password = Password()

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> SignIn:
        """Make the command."""
        return SignIn(**values)
