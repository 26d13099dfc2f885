import { type CellReading, reads } from "./reading.ts";

const TEXT_MAX = 500;
const NAME_MAX = 253;

/** How systems are written in tables, and the one name they get; longer spellings first. */
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/^centos(?: linux)?(?: stream)?/, "CentOS"],
  [/^ubuntu(?: server)?/, "Ubuntu"],
  [/^debian(?: gnu\/linux)?/, "Debian"],
  [/^rocky(?: linux)?/, "Rocky Linux"],
  [/^alma(?: ?linux)?/, "AlmaLinux"],
  [/^(?:red ?hat enterprise linux(?: server)?|red ?hat|rhel)/, "RHEL"],
  [/^(?:open ?euler|欧拉)/, "openEuler"],
  [/^(?:kylin linux advanced server|银河麒麟(?:高级服务器操作系统)?|麒麟|kylin(?: ?os)?)/, "Kylin"],
  [/^(?:uniontech os(?: server)?|统信(?:uos)?|uos)/, "UOS"],
  [/^(?:open ?anolis|anolis ?os|anolis|龙蜥)/, "Anolis OS"],
  [/^(?:alibaba cloud linux|alinux)/, "Alibaba Cloud Linux"],
  [/^tencentos(?: server)?/, "TencentOS"],
  [/^(?:suse linux enterprise server|sles)/, "SLES"],
  [/^opensuse(?: leap)?/, "openSUSE"],
  [/^oracle(?: linux)?(?: server)?/, "Oracle Linux"],
  [/^fedora(?: coreos)?/, "Fedora"],
  [/^amazon linux/, "Amazon Linux"],
  [/^flatcar(?: container linux(?: by kinvolk)?)?/, "Flatcar"],
  [/^talos/, "Talos"],
];

/** The text as it stands, and name and version where they are clear: `Centos7.8` -> CentOS, 7.8. */
export function readOs(text: string): CellReading {
  const osText = text.slice(0, TEXT_MAX);
  const plain = osText.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  const found = SYSTEMS.map(([pattern, name]) => ({ name, match: pattern.exec(plain) })).find(
    ({ match }) => match !== null,
  );
  if (found === undefined) return reads({ osText });
  const rest = plain.slice(found.match?.[0].length ?? 0);
  const version = /^[\s:_-]*(?:release |version |v)?\s*(\d[\w.]*)(?:[\s(_-]*((?:lts[\s-]*)?sp\d+))?/.exec(rest);
  if (version === null) return reads({ osText, os: found.name });
  const [, number = "", pack] = version;
  const osVersion = pack === undefined ? number : `${number} ${pack.toUpperCase().replace(/\s+/g, "-")}`;
  return reads({ osText, os: found.name, osVersion: osVersion.slice(0, NAME_MAX) });
}
