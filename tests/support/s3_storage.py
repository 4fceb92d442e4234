"""S3-compatible storage on this machine: moto's server, with an empty bucket."""

from __future__ import annotations

import contextlib
import urllib.request
from collections.abc import Iterator

import boto3
from moto.server import ThreadedMotoServer

BUCKET, TARGET = "kho", "s3://kho/ca-nuoc"


@contextlib.contextmanager
def s3_storage(monkeypatch) -> Iterator[str]:
    """Storage while the context lasts, whose address and keys the environment has as operators set them."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    known = {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "thu",
        "AWS_SECRET_ACCESS_KEY": "thu",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    # Servers of one process share what they hold.
    urllib.request.urlopen(f"{address}/moto-api/reset", data=b"").close()
    boto3.client("s3").create_bucket(Bucket=BUCKET)
    yield address
    server.stop()


def stored() -> set[str]:
    """The names of what the bucket holds."""
    listed = boto3.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return {each["Key"] for each in listed}


def content(name: str) -> bytes:
    """What the bucket holds under a name."""
    return boto3.client("s3").get_object(Bucket=BUCKET, Key=name)["Body"].read()
