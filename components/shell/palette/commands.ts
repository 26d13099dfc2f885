"use client";
import { useParams, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { usePreferences } from "#components/shell/preferences.ts";
import { useShellFacts } from "#components/shell/shell-context.tsx";
import { useSignOut } from "#components/shell/sign-out.ts";

export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  /** Shown in grey after the label. */
  readonly note?: string | undefined;
  readonly shortcut?: string | undefined;
  /** Further words it can be found by, in either language and in pinyin. */
  readonly words: string;
  readonly run: () => void;
}

/** Pinyin and its initials, so that a command is found without an input method. */
const WORDS = {
  overview: "clusters home 总览 集群 zonglan zl jiqun jq",
  machines: "inventory hosts 机器 jiqi jq",
  settings: "people tokens audit 设置 人员 令牌 审计 shezhi sz",
  summary: "概要 gaiyao gy",
  design: "canvas topology table 设计 拓扑 sheji sj tuopu",
  survive: "survive failure verdict margin availability 容灾 故障 余量 可用性 容错 rongzai rongcuo rc guzhang gz",
  export: "download table drawing 导出 机器规划表 daochu dc",
  history: "versions restore undo 历史 版本 lishi ls banben",
  newPlan: "cluster template create 新建 规划 模板 xinjian xj guihua gh",
  light: "theme white 浅色 配色 qianse qs",
  dark: "theme black 深色 配色 shense ss",
  system: "theme auto 跟随系统 配色",
  en: "language english 语言 英文 yuyan yy",
  "zh-CN": "language chinese 语言 中文 yuyan yy zhongwen zw",
  keys: "keyboard help 快捷键 键盘 kuaijiejian kjj",
  signOut: "log out leave 退出 登录 tuichu tc",
} as const;
type CommandId = keyof typeof WORDS;

/** What can be done from anywhere, and with the open cluster. */
export function useCommands(onKeys: () => void): readonly PaletteEntry[] {
  const t = useTranslations("shell");
  const router = useRouter();
  const { slug } = useParams<{ slug?: string }>();
  const { me, clusters } = useShellFacts();
  const { setLocale, setTheme } = usePreferences();
  const signOut = useSignOut();
  const cluster = clusters.find((known) => known.slug === slug)?.name ?? slug ?? "";
  const command = (id: CommandId, run: () => void, shortcut?: string): PaletteEntry => ({
    id: `command:${id}`,
    label: t(`command.${id}`, { cluster }),
    words: WORDS[id],
    shortcut,
    run,
  });
  const go = (path: string) => () => router.push(path);

  return [
    ...(slug === undefined
      ? []
      : [
          command("design", go(`/clusters/${slug}/design`), "G D"),
          command("survive", go(`/clusters/${slug}/survive`), "G V"),
          command("export", go(`/clusters/${slug}/export`), "Ctrl Shift E"),
          command("history", go(`/clusters/${slug}/history`)),
          command("summary", go(`/clusters/${slug}`)),
        ]),
    ...(me.role === "viewer" ? [] : [command("newPlan", go("/?new=plan"))]),
    command("overview", go("/"), "G O"),
    command("machines", go("/machines"), "G M"),
    command("settings", go("/settings"), "G S"),
    command("light", () => setTheme("light")),
    command("dark", () => setTheme("dark")),
    command("system", () => setTheme("system")),
    command("en", () => setLocale("en")),
    command("zh-CN", () => setLocale("zh-CN")),
    command("keys", onKeys, "?"),
    command("signOut", signOut),
  ];
}
