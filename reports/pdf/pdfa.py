"""What a PDF says of itself: its facts, twice alike, what standards it keeps to, and what its colours are.

Every file is PDF/UA-1 (ISO 14289-1); an issued one is PDF/A-2a (ISO 19005-2) too. PDF/A-1a would forbid what the
structure needs: THead, TBody and the scope of header cells came with PDF 1.5, and without object streams the structure
of a long annex is several times the size of its text.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

from reports.pdf.structure import text_string

_NAMESPACES: Mapping[str, str] = {
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
# PDF/A wants every property outside its own list described; the identifier of PDF/UA is outside (ISO 19005-2, 6.6.2.3).
_UA_DESCRIBED = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
_TONE_STEPS = 1024  # entries of the tone curve


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The properties of a file; ``created`` is the moment it was made, ``archive`` whether it claims PDF/A."""

    title: str
    author: str
    subject: str
    keywords: str
    created: datetime
    archive: bool
    program: str = "招商台账"


def information(facts: FileFacts) -> str:
    """Write the document information dictionary."""
    offset = f"{facts.created:%z}"
    moment = f"(D:{facts.created:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}')"
    named = {
        "Title": facts.title,
        "Author": facts.author,
        "Subject": facts.subject,
        "Keywords": facts.keywords,
        "Creator": facts.program,
        "Producer": facts.program,
    }
    texts = "".join(f"/{key}{text_string(text)}" for key, text in named.items() if text)
    return f"<<{texts}/CreationDate{moment}/ModDate{moment}>>"


def output_intent(profile: int) -> str:
    """Write the output intent: colours are sRGB, whose profile is the object of this number."""
    return (
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
        f"/DestOutputProfile {profile} 0 R>>"
    )


def xmp_packet(facts: FileFacts) -> bytes:
    """Build the XMP packet by hand: validators do not accept what libraries write."""

    def listed(name: str, kind: str, text: str, *, language: bool = False) -> str:
        which = ' xml:lang="x-default"' if language else ""
        return f"<dc:{name}><rdf:{kind}><rdf:li{which}>{escape(text)}</rdf:li></rdf:{kind}></dc:{name}>" if text else ""

    moment = facts.created.isoformat(timespec="seconds")
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in _NAMESPACES.items())
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        _UA_DESCRIBED,
        f'<rdf:Description rdf:about="" {spaces}>',
        *_claims(facts),
        "<dc:format>application/pdf</dc:format>",
        listed("title", "Alt", facts.title, language=True),
        listed("creator", "Seq", facts.author),
        listed("description", "Alt", facts.subject, language=True),
        "<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>",
        f"<pdf:Keywords>{escape(facts.keywords)}</pdf:Keywords>" if facts.keywords else "",
        f"<pdf:Producer>{escape(facts.program)}</pdf:Producer>",
        f"<xmp:CreatorTool>{escape(facts.program)}</xmp:CreatorTool>",
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        "</rdf:Description></rdf:RDF></x:xmpmeta>",
        '<?xpacket end="w"?>',
    ]
    return "\n".join(line for line in lines if line).encode()


def _claims(facts: FileFacts) -> Iterator[str]:
    """Yield the standards the file says it keeps to."""
    if facts.archive:
        yield "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
    yield "<pdfuaid:part>1</pdfuaid:part>"


@cache
def srgb_profile() -> bytes:
    """Build an ICC version 2 profile of sRGB (IEC 61966-2-1) from the numbers in the standard."""
    primaries = {
        b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
        b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
        b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
        b"wtpt": (0.9642, 1.0, 0.8249),
    }
    tone = _icc_tag(
        b"curv",
        struct.pack(
            f">I{_TONE_STEPS}H", _TONE_STEPS, *(_linear_light(step / (_TONE_STEPS - 1)) for step in range(_TONE_STEPS))
        ),
    )
    name = b"sRGB IEC61966-2.1\x00"
    # The description in ASCII, followed by an empty Unicode and an empty Macintosh description.
    described = _icc_tag(b"desc", struct.pack(">I", len(name)) + name + bytes(8 + 2 + 1 + 67))
    parts: dict[bytes, bytes] = {
        b"desc": described,
        b"cprt": _icc_tag(b"text", b"No copyright, use freely\x00"),
        **{key: _icc_tag(b"XYZ ", struct.pack(">3i", *map(_s15_fixed16, value))) for key, value in primaries.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), tone),
    }
    offset, at = 128 + 4 + 12 * len(parts), dict[bytes, int]()
    body = b""
    for part in parts.values():
        if part not in at:
            at[part] = offset + len(body)
            body += part
    index = b"".join(key + struct.pack(">II", at[part], len(part)) for key, part in parts.items())
    return _icc_header(offset + len(body)) + struct.pack(">I", len(parts)) + index + body


def _icc_header(size: int) -> bytes:
    created = struct.pack(">6H", 2012, 6, 29, 0, 0, 0)
    white = struct.pack(">3i", *map(_s15_fixed16, (0.9642, 1.0, 0.8249)))
    version = struct.pack(">I", 0x02100000)
    return struct.pack(">I4x", size) + version + b"mntrRGB XYZ " + created + b"acsp" + bytes(28) + white + bytes(48)


def _icc_tag(kind: bytes, content: bytes) -> bytes:
    whole = kind + bytes(4) + content
    return whole + bytes(-len(whole) % 4)


def _s15_fixed16(value: float) -> int:
    return round(value * 65536)


def _linear_light(value: float) -> int:
    """Convert an sRGB value (0 to 1) to linear light, in 65535ths."""
    light = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return round(light * 65535)
