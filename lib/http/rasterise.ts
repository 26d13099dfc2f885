import { existsSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { renderAsync } from "@resvg/resvg-js";

// Bare Debian has no CJK font: without ours, Chinese text would be drawn as boxes. The Latin faces come first,
// because shaping every text with the large Chinese font takes ten times as long.
const FONT_FOLDER = "node_modules/@expo-google-fonts";
const FONT_FILES = [
  "inter/400Regular/Inter_400Regular.ttf",
  "inter/600SemiBold/Inter_600SemiBold.ttf",
  "jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf",
  "jetbrains-mono/600SemiBold/JetBrainsMono_600SemiBold.ttf",
  "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf",
];

// Beyond this side browsers and viewers give up; the scale is lowered instead of the picture being cut.
const SIDE_MAX = 16_384;
const SIGNATURE_AND_HEADER_BYTES = 8 + 25;

/** Draws an SVG of ours as PNG at a whole scale, with the plan in an iTXt chunk so that the picture can be imported again. */
export async function rasterise(
  svg: string,
  { scale, planJson }: { readonly scale: number; readonly planJson: string },
): Promise<Uint8Array> {
  const [width = 1, height = 1] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).slice(1).map(Number);
  const zoom = Math.min(scale, SIDE_MAX / width, SIDE_MAX / height);
  const image = await renderAsync(svg, {
    fitTo: { mode: "zoom", value: zoom },
    font: {
      fontFiles: fontFiles(),
      loadSystemFonts: false,
      defaultFontFamily: "Inter",
      sansSerifFamily: "Inter",
      monospaceFamily: "JetBrains Mono",
    },
  });
  return withText(image.asPng(), planJson);
}

/** Inserts a compressed iTXt chunk with keyword `quorate-plan` behind the header (PNG specification 11.3.3.4). */
function withText(png: Uint8Array, text: string): Uint8Array {
  const head = Buffer.from("quorate-plan\0\x01\0\0\0", "latin1");
  const body = Buffer.concat([Buffer.from("iTXt", "latin1"), head, deflateSync(text)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length - 4);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([
    png.subarray(0, SIGNATURE_AND_HEADER_BYTES),
    length,
    body,
    checksum,
    png.subarray(SIGNATURE_AND_HEADER_BYTES),
  ]);
}

/** The renderer leaves text out without a word when a font is missing, so a missing one is an error here. */
function fontFiles(): string[] {
  const paths = FONT_FILES.map((file) => join(process.cwd(), FONT_FOLDER, file));
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) throw new Error(`The font ${missing} is missing: run npm ci again`);
  return paths;
}
