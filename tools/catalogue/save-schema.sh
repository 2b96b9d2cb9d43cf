#!/usr/bin/env bash
# save-schema.sh URL FOLDER: the schema and the list of plugins of a running Kestra, as schema.json and plugins.json.
# KESTRA_USER and KESTRA_PASSWORD: its credentials. Waits up to WAIT seconds (180) for a server that is starting.
set -euo pipefail

url=${1%/}
folder=$2
mkdir -p "$folder"

end=$((SECONDS + ${WAIT:-180}))
until curl --silent --fail --max-time 5 --output /dev/null "$url/ping"; do
  if ((SECONDS >= end)); then
    echo "$url did not answer within ${WAIT:-180} seconds." >&2
    exit 1
  fi
  sleep 2
done

# As text between quotes of a curl configuration: the credentials stand in no command line.
credentials=$KESTRA_USER:$KESTRA_PASSWORD
credentials=${credentials//\\/\\\\}
credentials=${credentials//\"/\\\"}

save() { # path, file
  curl --silent --show-error --fail --max-time 300 --output "$folder/$2" --config - "$url$1" <<CREDENTIALS
user = "$credentials"
CREDENTIALS
}
save /api/v1/plugins/schemas/flow schema.json
save /api/v1/plugins plugins.json
