"""The 団体コード: two digits for the prefecture, three for the municipality, one check digit."""

CODE_LENGTH = 6
_WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(first_five: str) -> str:
    """The sixth digit of a 団体コード.

    The rule of the ministry (総務省「全国地方公共団体コード」の検査数字): multiply the first five
    digits by 6, 5, 4, 3 and 2, add up, divide by 11; the check digit is the last digit of 11 minus
    the remainder.
    """
    total = sum(int(digit) * weight for digit, weight in zip(first_five, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def is_code(text: str) -> bool:
    """Is this a 団体コード of six digits with the right check digit?"""
    return (
        len(text) == CODE_LENGTH
        and text.isascii()
        and text.isdecimal()
        and check_digit(text[:5]) == text[5]
    )
