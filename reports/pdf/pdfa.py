"""Convert a finished PDF to PDF/A-1b (ISO 19005-1) for archiving; the same input gives the same bytes.

reportlab already embeds the fonts and uses no transparency. What it leaves out, and what is added here, is the XMP
metadata, which must agree with the document information dictionary, and the output intent (sRGB colour profile).
"""

import struct
from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf

_PREFIXES = "pdf xmp dc pdfaid"
_NAMESPACES: Mapping[str, str] = {
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
_TONE_STEPS = 1024  # entries of the tone curve


def to_pdfa(content: bytes, day: date) -> bytes:
    """Convert a PDF written by this program to PDF/A-1b; ``day`` becomes its creation and modification date."""
    with pikepdf.open(BytesIO(content)) as pdf:
        moment = f"D:{day:%Y%m%d}000000+08'00'"
        pdf.docinfo["/CreationDate"] = pikepdf.String(moment)
        pdf.docinfo["/ModDate"] = pikepdf.String(moment)
        for key in [key for key, value in pdf.docinfo.items() if key == "/Trapped" or not str(value)]:
            del pdf.docinfo[key]
        facts = {str(key)[1:]: str(value) for key, value in pdf.docinfo.items()}
        metadata = pikepdf.Stream(pdf, _xmp_packet(facts, day))
        metadata["/Type"], metadata["/Subtype"] = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root["/Metadata"] = pdf.make_indirect(metadata)
        profile = pikepdf.Stream(pdf, srgb_profile())
        profile["/N"] = 3
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name("/GTS_PDFA1"),
            OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"),
            Info=pikepdf.String("sRGB IEC61966-2.1"),
            DestOutputProfile=pdf.make_indirect(profile),
        )
        pdf.Root["/OutputIntents"] = pikepdf.Array([pdf.make_indirect(intent)])
        out = BytesIO()
        # The standard wants the metadata stream readable without a PDF program, so nothing is compressed.
        pdf.save(
            out,
            deterministic_id=True,
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return out.getvalue()


def _xmp_packet(facts: Mapping[str, str], day: date) -> bytes:
    """Build the XMP packet by hand: validators do not accept what libraries write."""

    def escaped_fact(key: str) -> str:
        return escape(facts.get(key, ""))

    def listed(name: str, kind: str, text: str, *, language: bool = False) -> str:
        which = ' xml:lang="x-default"' if language else ""
        return f"<dc:{name}><rdf:{kind}><rdf:li{which}>{text}</rdf:li></rdf:{kind}></dc:{name}>" if text else ""

    spaces = " ".join(f'xmlns:{name}="{_NAMESPACES[name]}"' for name in _PREFIXES.split())
    moment = f"{day.isoformat()}T00:00:00+08:00"
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        f'<rdf:Description rdf:about="" {spaces}>',
        "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
        "<dc:format>application/pdf</dc:format>",
        listed("title", "Alt", escaped_fact("Title"), language=True),
        listed("creator", "Seq", escaped_fact("Author")),
        listed("description", "Alt", escaped_fact("Subject"), language=True),
        f"<pdf:Keywords>{escaped_fact('Keywords')}</pdf:Keywords>" if escaped_fact("Keywords") else "",
        f"<pdf:Producer>{escaped_fact('Producer')}</pdf:Producer>",
        f"<xmp:CreatorTool>{escaped_fact('Creator')}</xmp:CreatorTool>",
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        "</rdf:Description></rdf:RDF></x:xmpmeta>",
        '<?xpacket end="w"?>',
    ]
    return "\n".join(line for line in lines if line).encode()


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
