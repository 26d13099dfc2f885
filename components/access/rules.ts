import { useTranslations } from "next-intl";

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u;
const NAME_MAX = 64;
const PASSWORD_MIN = 10;
const PASSWORD_MAX = 200;

/** The same limits as the API's, said beside the field before anything is sent. */
export function useAccessRules() {
  const t = useTranslations("access");
  return {
    name(text: string): true | string {
      const name = text.trim();
      if (name === "") return t("rule.nameNeeded");
      return (name.length <= NAME_MAX && NAME.test(name)) || t("rule.nameForm");
    },
    known(text: string): true | string {
      return text !== "" || t("rule.passwordNeeded");
    },
    fresh(text: string): true | string {
      if (text.length < PASSWORD_MIN) return t("rule.passwordShort");
      return text.length <= PASSWORD_MAX || t("rule.passwordLong");
    },
    same(text: string, other: string): true | string {
      return text === other || t("rule.same");
    },
  };
}
