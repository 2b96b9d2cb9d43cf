#!/bin/sh
# Makes the test certificates anew. Needs OpenSSL 3.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: > "$work/index"
echo 01 > "$work/serial"
cat > "$work/ca.cnf" <<END
[ca]
default_ca = own
[own]
database = $work/index
serial = $work/serial
new_certs_dir = $work
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, DNS:kestra.test, IP:127.0.0.1
[client]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = clientAuth
[elsewhere]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:elsewhere.test
END
# certificate: name, extensions, signed by, from, until
certificate() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$1.key.pem"
  openssl req -new -key "$1.key.pem" -subj "/CN=TEST ONLY $1" -out "$work/$1.csr"
  if [ "$1" = "$3" ]; then signer="-selfsign -keyfile $1.key.pem"; else signer="-cert $3.pem -keyfile $3.key.pem"; fi
  # shellcheck disable=SC2086
  openssl ca -batch -notext -config "$work/ca.cnf" -extensions "$2" -startdate "$4" -enddate "$5" $signer -in "$work/$1.csr" -out "$1.pem" 2> /dev/null
}
certificate authority authority authority 20200101000000Z 20991231000000Z
certificate server server authority 20200101000000Z 20991231000000Z
certificate elsewhere elsewhere authority 20200101000000Z 20991231000000Z
certificate client client authority 20200101000000Z 20991231000000Z
certificate expired server authority 20200101000000Z 20210101000000Z
certificate other-authority authority other-authority 20200101000000Z 20991231000000Z
rm authority.key.pem other-authority.key.pem
