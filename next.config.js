import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  // No page brings a parser of messages, and none is parsed while a page is made.
  experimental: { messages: { path: "./lib/i18n/messages", locales: "infer", format: "json", precompile: true } },
});

/** @type {import("next").NextConfig} */
const config = {
  distDir: process.env.QUORATE_BUILD_DIR ?? ".next",
  poweredByHeader: false,
  // The development edge is reached by address; without this Next refuses its own reload socket.
  allowedDevOrigins: ["127.0.0.1"],
  reactStrictMode: true,
  images: { unoptimized: true },
  experimental: { proxyClientMaxBodySize: "16mb" },
  serverExternalPackages: ["@resvg/resvg-js", "pg", "pino"],
  // `npm run check` judges the types. Next rewrites the file it is given, so lib/start/build.ts gives it a copy.
  typescript: { ignoreBuildErrors: true, tsconfigPath: process.env.QUORATE_TSCONFIG ?? "tsconfig.json" },
  // The set-up link carries a secret.
  logging: { incomingRequests: { ignore: [/^\/setup/] } },
};

export default withNextIntl(config);
