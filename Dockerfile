FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The optional dependencies are a Node for hosts with an older one; this image has its own.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund
COPY packages/image/prune.ts ./
RUN node prune.ts node_modules

FROM node:24-slim AS built
WORKDIR /app
COPY package.json package-lock.json ./
# With the optional ones: the bundler's program is one of them, for this platform. It does not come into the image.
RUN npm ci --omit=dev --no-audit --no-fund
COPY src ./src
COPY packages/image/build.ts ./packages/image/
RUN node --disable-warning=ExperimentalWarning packages/image/build.ts

FROM node:24-slim AS program
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY bin ./bin
COPY migrations ./migrations
COPY fixtures ./fixtures
COPY docs ./docs
COPY src ./src
COPY --from=built /app/dist/image ./dist
# As `npm start` has it: what Node compiled is kept beside the code, for the user who will run it.
ENV NODE_COMPILE_CACHE=/app/node_modules/.cache/touchline
RUN install -d -o node -g node /app/node_modules/.cache
USER node
# A first start fills it, so that those of containers are quick, on a read-only file system too. It takes as long as this machine needs.
RUN HOST=127.0.0.1 PORT=8080 DATA_DIR=/tmp/first-start node --disable-warning=ExperimentalWarning src/main.ts & \
  until node -e 'fetch("http://127.0.0.1:8080/livez").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))'; \
  do kill -0 $! || exit 1; done; \
  kill $! && wait $!
USER root
# What Node links, and who `node` is. The embedded database lives in /data when there is no DATABASE_URL.
COPY packages/image/minimal-root.sh /tmp/
RUN sh /tmp/minimal-root.sh /image

# Node and what it needs, and nothing else: neither a shell nor npm. Decision 0081.
FROM scratch
COPY --from=program /image /
COPY --from=program /app /app
WORKDIR /app
LABEL org.opencontainers.image.title="Touchline" \
      org.opencontainers.image.description="Pushes live sports scores: feeds POST events, browsers see them in order, once, and corrected openly." \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"
VOLUME /data
ENV PATH=/usr/local/bin HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
ENV NODE_COMPILE_CACHE=/app/node_modules/.cache/touchline
# By number, so that Kubernetes sees that it is not root.
USER 1000:1000
EXPOSE 8080
# Alive, not ready: a replica that waits for its broker must not be restarted for it.
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# Node itself, not npm: SIGTERM must reach it.
CMD ["node", "--disable-warning=ExperimentalWarning", "src/main.ts"]
