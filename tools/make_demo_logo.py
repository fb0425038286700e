"""Draws the emblem of the made-up demo city and puts it into its plan (fixtures/demo_city.json).

Usage: python tools/make_demo_logo.py
"""

from __future__ import annotations

import json
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import resvg_py
from PIL import Image

PLAN = Path(__file__).resolve().parent.parent / "fixtures" / "demo_city.json"

EMBLEM = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240">
<circle cx="120" cy="120" r="112" fill="#ffffff" stroke="#123f6d" stroke-width="10"/>
<path d="M66 92 120 40 174 92 160 92 120 56 80 92z" fill="#123f6d"/>
<path d="M112 70h16v44h-16z" fill="#123f6d"/>
<path d="M30 132q22-22 45 0t45 0 45 0 45 0v16q-22 22-45 0t-45 0-45 0-45 0z" fill="#123f6d"/>
<path d="M46 170q18-18 37 0t37 0 37 0 37 0v13q-18 18-37 0t-37 0-37 0-37 0z" fill="#2f7fb8"/>
</svg>"""


def main() -> None:
    png = resvg_py.svg_to_bytes(svg_string=EMBLEM, width=480, height=480)
    small = BytesIO()
    picture = Image.open(BytesIO(bytes(png))).convert("RGBA")
    picture.quantize(64).save(small, "PNG", optimize=True)
    plan = json.loads(PLAN.read_text(encoding="utf-8"))
    plan["rows"]["pictures"] = [
        {
            "id": "pictures-1",
            "place": "logo",
            "alternative": "湊沢市の市章：波の上に立つ灯台と屋根",
            "media_type": "image/png",
            "content": b64encode(small.getvalue()).decode("ascii"),
        }
    ]
    PLAN.write_text(json.dumps(plan, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(small.getvalue()):,} bytes")


if __name__ == "__main__":
    main()
