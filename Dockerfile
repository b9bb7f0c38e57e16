FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The optional dependencies are a Node for hosts with an older one; this image has its own.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-slim AS pages
WORKDIR /app
COPY package.json package-lock.json ./
# With the optional ones: the bundler's program is one of them, for this platform. It does not come into the image.
RUN npm ci --omit=dev --no-audit --no-fund
COPY src ./src
RUN node --disable-warning=ExperimentalWarning src/web/build/main.ts

FROM node:24-slim
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY migrations ./migrations
COPY fixtures ./fixtures
COPY docs ./docs
COPY src ./src
COPY --from=pages /app/dist/pages ./dist/pages

# The embedded database lives here when there is no DATABASE_URL.
RUN install -d -o node -g node /data
VOLUME /data
ENV HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
# As `npm start` has it: what Node compiled is kept beside the code, for the user who will run it.
ENV NODE_COMPILE_CACHE=/app/node_modules/.cache/touchline
RUN install -d -o node -g node /app/node_modules/.cache
USER node
# A first start fills it, so that those of containers are quick, on a read-only file system too. It takes as long as this machine needs.
RUN HOST=127.0.0.1 DATA_DIR=/tmp/first-start node --disable-warning=ExperimentalWarning src/main.ts & \
  until node -e 'fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))'; \
  do kill -0 $! || exit 1; done; \
  kill $! && wait $! && rm -r /tmp/first-start*
EXPOSE 8080

# Alive, not ready: a replica that waits for its broker must not be restarted for it.
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# Node itself, not npm: SIGTERM must reach it.
CMD ["node", "--disable-warning=ExperimentalWarning", "src/main.ts"]
