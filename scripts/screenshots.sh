#!/usr/bin/env bash
# Renders docs/screenshots from the demo of a fixed day, with the system's Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p docs/screenshots
SCREENSHOTS=1 dotnet test TokenSpend.Tests --nologo --filter "FullyQualifiedName~ScreenshotTests|FullyQualifiedName~MailPictures" "$@"
ls -l docs/screenshots/*.png
