# What runs is the folder that `npm run build:release` makes; `npm run check:release` tries that folder without Docker.
FROM node:24-bookworm-slim AS build
WORKDIR /build
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build:release

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production PORT=3000
# Owned by root and only read by the user below: a server that is taken over cannot change its own program.
COPY --from=build /build/.release ./
USER node
EXPOSE 3000
# Alive, not ready: a database that is away is no reason to restart anything.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://localhost:' + process.env.PORT + '/api/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The server itself is the first process and hears SIGTERM, and it never sees the owner's address.
CMD ["sh", "-c", "node migrate.mjs && exec env -u DATABASE_OWNER_URL node serve.mjs"]
