"""OpenStack Swift on one machine in one process: its proxy with the S3 interface, and one account, container and object
server behind it. The argument is a file with settings: folder, port, account, user, secret."""

import json
import os
import sys

import eventlet

eventlet.monkey_patch()

with open(sys.argv[1]) as file:
    settings = json.load(file)
folder = settings["folder"]
os.makedirs(folder + "/devices/d1", exist_ok=True)


def put(name, text):
    with open(os.path.join(folder, name), "w") as target:
        target.write(text)


put("swift.conf", "[swift-hash]\nswift_hash_path_suffix = veza\n[storage-policy:0]\nname = one\ndefault = yes\n")

# Swift reads this file while its modules are imported.
from swift.common import utils  # noqa: E402

utils.SWIFT_CONF_FILE = folder + "/swift.conf"

from swift.common.http_protocol import SwiftHttpProtocol  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.storage_policy import reload_storage_policies  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402

reload_storage_policies()

KINDS = ["account", "container", "object", "proxy"]
sockets = {kind: eventlet.listen(("127.0.0.1", settings["port"] if kind == "proxy" else 0)) for kind in KINDS}

for kind in KINDS[:3]:
    builder = RingBuilder(1, 1, 0)
    port = sockets[kind].getsockname()[1]
    device = {"id": 0, "region": 1, "zone": 1, "weight": 1, "ip": "127.0.0.1", "port": port, "device": "d1", "meta": ""}
    builder.add_dev(device)
    builder.rebalance()
    builder.get_ring().save(f"{folder}/{kind}.ring.gz")
    put(
        kind + ".conf",
        f"""[DEFAULT]
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
fallocate_reserve = 0
disable_fallocate = true
[pipeline:main]
pipeline = app
[app:app]
use = egg:swift#{kind}
""",
    )

FILTERS = ["catch_errors", "listing_formats", "s3api", "tempauth", "bulk", "slo", "versioned_writes"]
OPTIONS = {
    "s3api": "location = us-east-1",
    "tempauth": f"user_{settings['account']}_{settings['user']} = {settings['secret']} .admin",
}
filters = "".join(f"[filter:{name}]\nuse = egg:swift#{name}\n{OPTIONS.get(name, '')}\n" for name in FILTERS)
put(
    "proxy.conf",
    f"""[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = {' '.join(FILTERS)} proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
{filters}""",
)


class Cache:
    """What the proxy uses of memcached."""

    def __init__(self):
        self.values = {}

    def get(self, key, **_):
        return self.values.get(key)

    def set(self, key, value, **_):
        self.values[key] = value

    def delete(self, key, **_):
        self.values.pop(key, None)

    def incr(self, key, delta=1, **_):
        self.values[key] = int(self.values.get(key) or 0) + delta
        return self.values[key]


def with_cache(app):
    cache = Cache()

    def serve(environment, start_response):
        environment["swift.cache"] = cache
        return app(environment, start_response)

    return serve


servers = []
for kind in KINDS:
    app = loadapp(f"{folder}/{kind}.conf")
    app = with_cache(app) if kind == "proxy" else app
    pool = eventlet.GreenPool(500)
    options = {"protocol": SwiftHttpProtocol, "custom_pool": pool, "log_output": False}
    servers.append(eventlet.spawn(eventlet.wsgi.server, sockets[kind], app, open(os.devnull, "w"), **options))
for server in servers:
    server.wait()
