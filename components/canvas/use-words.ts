import { useLocale } from "next-intl";
import { createContext, useContext, useMemo } from "react";
import type { Scene, SceneNode } from "#lib/core/scene/scene.ts";
import { spokenName } from "#lib/core/scene/spoken.ts";
import { type SceneWords, sceneWords } from "#lib/core/scene/words.ts";
import { langOf } from "#lib/i18n/locale.ts";

export const DomainContext = createContext<Scene["domain"]>("none");

interface CanvasWords extends SceneWords {
  /** What a screen reader says for a part of the drawing. */
  readonly spoken: (node: SceneNode) => string;
}

const byLang = { en: sceneWords("en"), zh: sceneWords("zh") } as const;

/** The words of the drawing in the language of the screen: the same that an exported drawing has. */
export function useWords(): CanvasWords {
  const lang = langOf(useLocale());
  const domain = useContext(DomainContext);
  return useMemo(() => ({ ...byLang[lang], spoken: (node) => spokenName(node, lang, domain) }), [lang, domain]);
}
