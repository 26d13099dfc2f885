import { useTranslations } from "next-intl";
import { useLang } from "#components/survive/use-lang.ts";
import { ElementKind } from "#lib/core/survive/fault-tree.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";

/** The name of a row of figures: a kind of element, `virtual-machine`, or `process/<program>`. */
export function useValueName(): (key: string) => string {
  const t = useTranslations("survive");
  const words = vocabularies[useLang()];
  return (key) => {
    if (key === "virtual-machine") return t("values.virtualMachine");
    const [head, program] = key.split("/");
    const kind = ElementKind.safeParse(head);
    if (!kind.success) return key;
    return program === undefined ? words.kinds[kind.data] : t("values.program", { program });
  };
}
