"""Turn pages of the built samples into the pictures of README and manual: run after `make demo`."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).parents[1]
PICTURES = {
    "proposal": ("proposals/smart-factory", (1, 12)),
    "bid": ("bids/park-network", (1, 4)),
    "job": ("jobs/sales-group-manager", (1, 2)),
    "policy": ("policies/pay-policy", (1, 5)),
    "handbook": ("handbooks/position-handbook", (2, 6)),
}


def main() -> None:
    for name, (document, pages) in PICTURES.items():
        images = [page(ROOT / "output" / f"{document}.pdf", number) for number in pages]
        gap = 16
        sheet = Image.new("RGB", (sum(i.width for i in images) + gap * (len(images) - 1), images[0].height), "white")
        left = 0
        for image in images:
            sheet.paste(image, (left, 0))
            left += image.width + gap
        sheet.quantize(32).save(ROOT / "docs" / "pictures" / f"{name}.png", optimize=True)


def page(pdf: Path, number: int) -> Image.Image:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                "pdftoppm",
                "-r",
                "60",
                "-f",
                str(number),
                "-l",
                str(number),
                "-singlefile",
                "-png",
                pdf,
                f"{folder}/page",
            ],
            check=True,
        )
        return ImageOps.expand(Image.open(f"{folder}/page.png").convert("RGB"), 1, "#999999")


if __name__ == "__main__":
    main()
