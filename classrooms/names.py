"""What may be a person's or a class's name. Pure, but for Django's own error."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# These two join and part letters in Persian and Indian scripts; all other characters of control
# and format are invisible, or turn the text around them.
_JOINERS = "\u200c\u200d"


def validate_name(name: str) -> None:
    """Refuse names that cannot be seen, or that change how their neighbours are shown.

    Raises:
        ValidationError: for control and format characters, or where no letter or digit is.
    """
    kinds = {unicodedata.category(char) for char in name if char not in _JOINERS}
    if kinds & {"Cc", "Cf", "Co", "Cs", "Cn"}:
        raise ValidationError(_("This name has characters that cannot be shown."))
    if not any(char.isalnum() for char in name):
        raise ValidationError(_("A name has at least one letter or digit."))
