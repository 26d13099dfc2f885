"use client";

/** Stands in when even the root layout failed: no styles, no messages, so both languages at once. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: "system-ui, sans-serif", maxWidth: "40rem", margin: "15vh auto", padding: "0 1rem" }}>
        <h1>Quorate could not show this page</h1>
        <p>
          The server failed while preparing it. Is the database running? Code: <code>{error.digest ?? error.name}</code>
        </p>
        <p lang="zh-CN">服务器在准备此页面时出错。请检查数据库是否正常运行。</p>
        <button type="button" onClick={reset}>
          Try again / 重试
        </button>
      </body>
    </html>
  );
}
