"""Normalises company and project names for comparison: without brackets, legal form, region and common words."""

import re
import unicodedata
from functools import lru_cache

from models.rules.places import PROVINCES, leading_place

_BRACKETS = re.compile(r"[（(【\[《〈「『][^）)】\]》〉」』]*[）)】\]》〉」』]")
_BRACKET = re.compile(r"[（()）【】\[\]《》〈〉「」『』]")
_MARKS = re.compile(r"[\s·•,，.。、;；:：!！?？\"“”'‘’\-—_/\\&+]+")
_LEGAL = re.compile(
    r"(股份有限责任公司|有限责任公司|股份有限公司|集团有限公司|控股有限公司|有限公司|责任公司|股份公司|合伙企业|"
    r"分公司|总公司|公司|集团|控股|股份|总厂|厂|中心|商行|经营部|工作室)+$"
)
_PROJECT_NOISE = re.compile(r"(年产|新建|扩建|建设|投资|项目|工程|生产线|基地|一期|二期|三期|示例)")
_REGION = re.compile(rf"^({'|'.join(PROVINCES)})(省|市|自治区|特别行政区|壮族自治区|回族自治区|维吾尔自治区)?")
_CACHE_SIZE = 131_072  # entries: all names of a large county, each compared thousands of times
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,4}(市|县|区|镇|州)")


@lru_cache(maxsize=_CACHE_SIZE)
def company_core(name: str) -> str:
    """Return the distinctive part of a company's name: “（江苏）恒远新材料有限公司” becomes 恒远新材料."""
    text = unicodedata.normalize("NFKC", name).lower()
    text = _MARKS.sub("", _BRACKETS.sub("", text))
    bare = _LEGAL.sub("", text)
    for region in (_REGION, _PLACE):
        shorter = region.sub("", bare, count=1)
        # A name that is nothing but its region keeps it: 中国铝业 must not become 铝业 alone with all others.
        bare = shorter if len(shorter) >= 3 else bare
    return bare or text


@lru_cache(maxsize=_CACHE_SIZE)
def company_letters(name: str) -> str:
    """Return a company's name without marks and brackets: the characters an abbreviation is formed from."""
    return _MARKS.sub("", _BRACKET.sub("", unicodedata.normalize("NFKC", name).lower()))


@lru_cache(maxsize=_CACHE_SIZE)
def abbreviation_starts(name: str) -> frozenset[str]:
    """Return the characters an abbreviation may begin with: the name's first, and the first after its region."""
    text = company_letters(name)
    return frozenset(
        form[:1] for form in (text, company_core(name), _REGION.sub("", text), _PLACE.sub("", text)) if form
    )


@lru_cache(maxsize=_CACHE_SIZE)
def project_core(name: str) -> str:
    """Return the distinctive part of a project's name, without the words common to project names."""
    text = unicodedata.normalize("NFKC", name).lower()
    bare = _PROJECT_NOISE.sub("", _MARKS.sub("", _BRACKETS.sub("", text)))
    return bare or text


def regions_differ(left: str, right: str) -> bool:
    """Tell whether two names begin with different places: firms of one name in two places are different firms.

    A city belongs to its province, so 江苏恒远 may be 苏州恒远 but is not 宁德恒远. Where one name goes on after its
    place with the other's, that place is a brand: 山西金华新材料 may be written 金华新材料.
    """
    first, second = company_letters(left), company_letters(right)
    here, there = leading_place(first), leading_place(second)
    if here is None or there is None or here == there:
        return False
    if first[len(here.written) :].startswith(there.written) or second[len(there.written) :].startswith(here.written):
        return False
    return here.province != there.province or bool(here.city and there.city)
