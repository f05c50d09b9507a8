#!/usr/bin/python
"""Makes a release the current one: unpacks it, switches the link, removes the oldest.

install_dir  folder that holds releases/ and the link current
release      its name, version-digest
archive      the archive on the board, removed afterwards; may be missing if the release is unpacked already
keep         how many releases stay

The power may go at any moment. A folder in releases/ is therefore whole or not there: it is unpacked beside them, checked,
flushed and then renamed. So is the link: the old one or the new one, and the new one never before the files it leads to.
"""

import os
import shutil
import tarfile
import zlib

from ansible.module_utils.basic import AnsibleModule

PARAMETERS = {
    'install_dir': {'type': 'path', 'required': True},
    'release': {'type': 'str', 'required': True},
    'archive': {'type': 'path', 'required': True},
    'keep': {'type': 'int', 'default': 3},
}


class Refused(Exception):
    """Why the release was not installed, and the cure."""


class Place:
    """The folder of the installation."""

    def __init__(self, module):
        self.module = module
        self.root = module.params['install_dir']
        self.releases = os.path.join(self.root, 'releases')
        self.current = os.path.join(self.root, 'current')
        self.unpacking = os.path.join(self.root, 'unpacking')

    def current_release(self):
        return os.path.basename(os.readlink(self.current)) if os.path.islink(self.current) else ''

    def path(self, release):
        return os.path.join(self.releases, release)

    def unpack(self, archive, release):
        self.discard()
        made = os.path.join(self.unpacking, release)
        os.makedirs(made)
        os.makedirs(self.releases, exist_ok=True)
        extract(archive, made)
        self.verify(made)
        flush_file_system(self.module, made)
        os.rename(made, self.path(release))
        flush_folder(self.releases)
        os.rmdir(self.unpacking)

    def discard(self):
        """Removes what this run, or one before it that was cut off, has no use for."""
        if os.path.isdir(self.unpacking):
            shutil.rmtree(self.unpacking)

    def verify(self, folder):
        code, out, err = self.module.run_command([os.path.join(folder, 'kedge'), 'verify'])
        if code != 0:
            raise Refused('the release in %s is damaged: %s; remove it and run again' % (folder, (err or out).strip()))

    def switch_to(self, release):
        new = self.current + '.new'
        if os.path.lexists(new):
            os.remove(new)
        os.symlink(os.path.join('releases', release), new)
        os.replace(new, self.current)
        flush_folder(self.root)

    def prune(self, keep):
        """Removes all but the releases that were current last. A folder's time is when it became current."""
        os.utime(self.path(self.current_release()))
        by_time = sorted(os.listdir(self.releases), key=lambda name: os.stat(self.path(name)).st_mtime_ns, reverse=True)
        old = [name for name in by_time[keep:] if name != self.current_release()]
        for name in old:
            self.discard()
            os.rename(self.path(name), self.unpacking)   # from now on no release, however long the removal takes
            self.discard()
        return sorted(old)


def extract(archive, folder):
    """Files and folders only, with the modes 0644 and 0755: what the archive says of owners and links counts for nothing."""
    with tarfile.open(archive, 'r:gz') as tar:
        for member in tar:
            name = member.name.partition('/')[2]
            target = os.path.join(folder, name)
            if '..' in name.split('/') or not (member.isfile() or member.isdir()):
                raise Refused('%s holds %s, which no release does' % (archive, member.name))
            if member.isdir():
                os.makedirs(target, mode=0o755, exist_ok=True)
                continue
            with tar.extractfile(member) as packed, open(target, 'wb') as unpacked:
                shutil.copyfileobj(packed, unpacked)
            os.chmod(target, 0o755 if member.mode & 0o100 else 0o644)


def flush_file_system(module, path):
    module.run_command(['sync', '--file-system', path], check_rc=True)


def flush_folder(path):
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def install(module):
    place, release, archive = Place(module), module.params['release'], module.params['archive']
    before = place.current_release()
    result = {'changed': before != release, 'removed': [],
              'diff': {'before': 'current: %s\n' % before, 'after': 'current: %s\n' % release}}
    if before == release or module.check_mode:
        return result
    os.umask(0o022)
    if os.path.isdir(place.path(release)):
        place.verify(place.path(release))
    else:
        place.unpack(archive, release)
    place.switch_to(release)
    result['removed'] = place.prune(module.params['keep'])
    if os.path.exists(archive):
        os.remove(archive)
    return result


def main():
    module = AnsibleModule(argument_spec=PARAMETERS, supports_check_mode=True)
    try:
        result = install(module)
    except (Refused, OSError, EOFError, zlib.error, tarfile.TarError) as failure:
        module.fail_json(msg='release %s was not installed: %s' % (module.params['release'], failure))
    module.exit_json(**result)


if __name__ == '__main__':
    main()
