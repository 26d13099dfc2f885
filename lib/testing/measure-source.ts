import { parseSync, Visitor } from "oxc-parser";

export interface SourceFigures {
  readonly path: string;
  readonly lines: number;
  readonly functionLines: readonly number[];
  readonly commentLines: number;
  readonly anys: number;
  readonly nonNulls: number;
  /** `as` and angle-bracket casts; `as const` narrows and is not counted. */
  readonly casts: number;
  readonly suppressions: number;
  readonly codeLines: readonly { readonly number: number; readonly text: string }[];
}

/** Counts of one source file, read from its syntax tree. */
export function measureSource(path: string, text: string): SourceFigures {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const counts = { anys: 0, nonNulls: 0, casts: 0 };
  const functionLines: number[] = [];
  const span = (node: { start: number; end: number }) =>
    functionLines.push(lineCount(text.slice(node.start, node.end)));
  const visitor = new Visitor({
    FunctionDeclaration: span,
    FunctionExpression: span,
    ArrowFunctionExpression: span,
    TSAnyKeyword: () => void counts.anys++,
    TSNonNullExpression: () => void counts.nonNulls++,
    TSAsExpression: (node) => {
      const isConst = text.slice(node.typeAnnotation.start, node.typeAnnotation.end) === "const";
      if (!isConst) counts.casts++;
    },
    TSTypeAssertion: () => void counts.casts++,
  });
  visitor.visit(program);
  return {
    path,
    lines: lineCount(text.trimEnd()),
    functionLines,
    commentLines: comments.reduce((total, comment) => total + lineCount(text.slice(comment.start, comment.end)), 0),
    ...counts,
    suppressions: (text.match(/biome-ignore|@ts-ignore|@ts-expect-error|@ts-nocheck/g) ?? []).length,
    codeLines: codeLines(text),
  };
}

function lineCount(text: string): number {
  return text.split("\n").length;
}

function codeLines(text: string): { number: number; text: string }[] {
  const isNoise = (line: string) => line.length < 3 || line.startsWith("import ") || line.startsWith("} from ");
  return text
    .split("\n")
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => !isNoise(line.text));
}
