import { useFormatter, useTranslations } from "next-intl";

const MIB_PER_GIB = 1024;
const GIB_PER_TIB = 1024;
const GB_PER_TB = 1000;
/** Five digits are hard to compare at a glance; from here on the larger unit is written. */
const LARGE = 10_000;

/** Writes cores, memory and disks with their unit in the person's language. */
export function useAmounts() {
  const t = useTranslations("common");
  const format = useFormatter();
  const whole = (amount: number) => format.number(amount, { maximumFractionDigits: 1 });
  return {
    count: (count: number) => format.number(count),
    cores: (count: number) => t("cores", { count }),
    machines: (count: number) => t("machines", { count }),
    memory(memoryMiB: number): string {
      const gib = memoryMiB / MIB_PER_GIB;
      if (gib < LARGE) return t("unit.GiB", { amount: whole(gib) });
      return t("unit.TiB", { amount: whole(gib / GIB_PER_TIB) });
    },
    disk(sizeGB: number): string {
      if (sizeGB < LARGE) return t("unit.GB", { amount: whole(sizeGB) });
      return t("unit.TB", { amount: whole(sizeGB / GB_PER_TB) });
    },
  };
}
