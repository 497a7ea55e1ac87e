# zflint in a container: docker run --rm -v "$PWD:/texts:ro" zflint check .
FROM python:3.12-slim-bookworm AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY docs/rules docs/rules
COPY rules rules
COPY zflint zflint
# The cache of the rules is filled here, so that the first check is as quick as the second.
RUN python -m venv /opt/zflint \
    && /opt/zflint/bin/pip install --no-cache-dir --disable-pip-version-check --prefer-binary '.[fast]' \
    && /opt/zflint/bin/pip uninstall --yes --quiet --disable-pip-version-check pip setuptools \
    && ZFLINT_CACHE_DIR=/opt/zflint/cache /opt/zflint/bin/zflint check --isolated --exit-zero --statistics README.md

FROM python:3.12-slim-bookworm
COPY --from=build /opt/zflint /opt/zflint
ENV PATH=/opt/zflint/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUTF8=1 \
    ZFLINT_CACHE_DIR=/opt/zflint/cache
USER 65532:65532
WORKDIR /texts
ENTRYPOINT ["zflint"]
CMD ["check", "."]
