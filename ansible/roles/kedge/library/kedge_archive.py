#!/usr/bin/python
"""Reads a release archive on the controller: is it whole, and which release is it?

archive  path or glob; of several files the newest is taken
sha256   what the file's digest must be; empty if nobody told

Returns path, release (version-digest), version, build, unpacked (bytes) and profiles (the shipped boards' names).
A release vouches for itself: its name holds the digest of its manifest, the manifest holds the digest of every file.
"""

import glob
import gzip
import hashlib
import os
import re
import tarfile
import zlib

from ansible.module_utils.basic import AnsibleModule

MANIFEST = 'MANIFEST.sha256'
NEEDED = [MANIFEST, 'VERSION', 'kedge', 'app/quarkus-run.jar', 'systemd/kedge.service']
CURE = "make it again with './kedge package', or fetch it again"


class Refused(Exception):
    """What is wrong with the archive, and the cure."""


def newest(pattern):
    files = [name for name in glob.glob(pattern) if os.path.isfile(name)]
    if not files:
        raise Refused("kedge_archive: no file %s on the controller; make one with './kedge package', "
                      "or set kedge_archive to the archive" % pattern)
    return max(files, key=os.path.getmtime)


def digest_of(stream):
    digest = hashlib.sha256()
    for block in iter(lambda: stream.read(1 << 20), b''):
        digest.update(block)
    return digest.hexdigest()


class Archive:
    """What lies in the archive: names without the top folder, digests, sizes."""

    def __init__(self, path):
        self.path = path
        self.top = None
        self.digests = {}
        self.texts = {}
        self.unpacked = 0

    def read(self):
        try:
            with gzip.open(self.path) as whole:
                digest_of(whole)   # to the end, where gzip's own checksum is
            with tarfile.open(self.path, 'r:gz') as tar:
                for member in tar:
                    self._take(tar, member)
        except (tarfile.TarError, zlib.error, EOFError, OSError) as broken:
            raise Refused('kedge_archive: %s cannot be read to its end (%s); %s' % (self.path, broken, CURE)) from broken
        return self

    def _take(self, tar, member):
        top, _, name = member.name.partition('/')
        self.top = self.top or top
        if top != self.top or '..' in name.split('/') or not (member.isfile() or member.isdir()):
            raise Refused('kedge_archive: %s is no release: it holds %s' % (self.path, member.name))
        if member.isfile():
            if name in (MANIFEST, 'VERSION'):
                self.texts[name] = tar.extractfile(member).read().decode(errors='replace')
            self.digests[name] = digest_of(tar.extractfile(member))
            self.unpacked += member.size

    def check(self):
        for name in NEEDED:
            if name not in self.digests:
                raise Refused("kedge_archive: %s holds no %s, so it is not one that './kedge package' made" % (self.path, name))
        listed = {name: digest for digest, name in re.findall('^([0-9a-f]{64})  (.+)$', self.texts[MANIFEST], re.MULTILINE)}
        present = {name: digest for name, digest in self.digests.items() if name != MANIFEST}
        for name in sorted(listed.keys() | present.keys()):
            if listed.get(name) != present.get(name):
                raise Refused('kedge_archive: %s is damaged: %s is not as the manifest lists it; %s' % (self.path, name, CURE))
        if not re.fullmatch('kedge-.+-' + self.digests[MANIFEST][:12], self.top):
            raise Refused('kedge_archive: %s is damaged: its folder %s is not kedge-VERSION-%s, as its manifest has it; %s'
                          % (self.path, self.top, self.digests[MANIFEST][:12], CURE))

    def describe(self):
        version, build = re.search(r'kedge (.*) \((.*)\)', self.texts['VERSION']).groups()
        profiles = [re.fullmatch(r'profiles/([^/]+)\.yaml', name) for name in self.digests]
        return {
            'path': self.path,
            'release': self.top[len('kedge-'):],
            'version': version,
            'build': build,
            'unpacked': self.unpacked,
            'profiles': sorted(match.group(1) for match in profiles if match),
        }


def examine(path, sha256):
    if sha256:
        with open(path, 'rb') as stream:
            digest = digest_of(stream)
        if digest != sha256.lower():
            raise Refused('kedge_archive: %s has the digest %s, kedge_archive_sha256 says %s; %s' % (path, digest, sha256, CURE))
    archive = Archive(path).read()
    archive.check()
    return archive.describe()


def main():
    module = AnsibleModule(
        argument_spec={'archive': {'type': 'path', 'required': True}, 'sha256': {'type': 'str', 'default': ''}},
        supports_check_mode=True)
    try:
        found = examine(newest(module.params['archive']), module.params['sha256'])
    except Refused as refused:
        module.fail_json(msg=str(refused))
    module.exit_json(changed=False, **found)


if __name__ == '__main__':
    main()
