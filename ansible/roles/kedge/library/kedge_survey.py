#!/usr/bin/python
"""Looks at a board, once and for all tasks: what it is, what is installed, what runs. Changes nothing.

One look instead of a dozen modules: starting a module is what costs on a small board.
"""

import glob
import grp
import os
import pwd
import re
import stat
import time

from ansible.module_utils.basic import AnsibleModule

PARAMETERS = {
    'install_dir': {'type': 'path', 'required': True},
    'unit': {'type': 'path', 'required': True},
    'drop_in': {'type': 'path', 'required': True},
    'udev_rule': {'type': 'path', 'required': True},
    'booted': {'type': 'path', 'required': True},
    'folders': {'type': 'list', 'elements': 'dict', 'required': True},
    'settings': {'type': 'list', 'elements': 'path', 'required': True},
    'jvm_dir': {'type': 'path', 'required': True},
    'java_package': {'type': 'str', 'required': True},
    'gpio_chip': {'type': 'path', 'required': True},
    'gpio_group': {'type': 'str', 'required': True},
    'user': {'type': 'str', 'required': True},
}


def said(module, name, *arguments):
    """What the command prints; nothing if it is missing or fails."""
    command = module.get_bin_path(name)
    if not command:
        return ''
    code, out, _ = module.run_command([command, *arguments], environ_update={'LC_ALL': 'C'})
    return out.strip() if code == 0 else ''


def nearest_existing(path):
    while not os.path.isdir(path):
        path = os.path.dirname(path)
    return path


def javas(jvm_dir):
    """The major versions of the Java runtimes, newest first."""
    found = []
    for release in glob.glob(os.path.join(jvm_dir, '*', 'release')):
        with open(release, encoding='utf-8') as lines:
            found += [int(major) for major in re.findall(r'^JAVA_VERSION="(\d+)', lines.read(), re.MULTILINE)]
    return sorted(set(found), reverse=True)


def group_name(gid):
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)


def user_name(uid):
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def group_exists(name):
    try:
        return bool(grp.getgrnam(name))
    except KeyError:
        return False


def groups_of(user):
    """The groups of the user, None without such a user."""
    try:
        primary = pwd.getpwnam(user).pw_gid
    except KeyError:
        return None
    return sorted({group_name(primary)} | {group.gr_name for group in grp.getgrall() if user in group.gr_mem})


def chip_group(chip):
    """The group of the chip's device, None without the device."""
    try:
        return group_name(os.stat(chip).st_gid)
    except OSError:
        return None


def as_wanted(folder):
    try:
        seen = os.stat(folder['path'])
    except OSError:
        return False
    return (stat.S_ISDIR(seen.st_mode) and stat.S_IMODE(seen.st_mode) == int(folder['mode'], 8)
            and user_name(seen.st_uid) == folder['owner'] and group_name(seen.st_gid) == folder['group'])


def is_stale(module, settings):
    """Has the running process started before one of its settings was last changed? A run that is cut off before its
    restart leaves that behind. The start is told on the monotonic clock, for a board without a real-time clock starts
    its services in the past. A change in the future is some other clock's."""
    properties = said(module, 'systemctl', 'show', 'kedge.service', '--property=ActiveState,ExecMainStartTimestampMonotonic')
    values = dict(line.split('=', 1) for line in properties.splitlines() if '=' in line)
    started = int(values.get('ExecMainStartTimestampMonotonic') or 0) / 1e6
    if values.get('ActiveState') != 'active' or not started:
        return False
    now = time.time()
    began = now - (time.monotonic() - started)
    return any(began < os.lstat(path).st_ctime <= now for path in settings if os.path.lexists(path))


def survey(module):
    wanted = module.params
    releases = os.path.join(wanted['install_dir'], 'releases')
    current = os.path.join(wanted['install_dir'], 'current')
    free = said(module, 'df', '--block-size=1', '--output=avail', nearest_existing(wanted['install_dir']))
    return {
        'word_bits': said(module, 'getconf', 'LONG_BIT'),
        'architecture': said(module, 'dpkg', '--print-architecture'),
        'systemd': os.path.isdir(wanted['booted']),
        'free': int(free.split()[-1]) if free else 0,
        'javas': javas(wanted['jvm_dir']),
        'java_to_be_had': bool(re.search(r'Candidate: \d', said(module, 'apt-cache', 'policy', wanted['java_package']))),
        'gpio_group': group_exists(wanted['gpio_group']),
        'chip_group': chip_group(wanted['gpio_chip']),
        'user_groups': groups_of(wanted['user']),
        'releases': sorted(os.listdir(releases)) if os.path.isdir(releases) else [],
        'current': os.path.basename(os.readlink(current)) if os.path.islink(current) else '',
        'folders': [folder for folder in wanted['folders'] if not as_wanted(folder)],
        'unit': os.path.exists(wanted['unit']),
        'drop_in': os.path.exists(wanted['drop_in']),
        'udev_rule': os.path.exists(wanted['udev_rule']),
        'stale': is_stale(module, wanted['settings'] + [wanted['unit'], wanted['drop_in'], current]),
    }


def main():
    module = AnsibleModule(argument_spec=PARAMETERS, supports_check_mode=True)
    module.exit_json(changed=False, **survey(module))


if __name__ == '__main__':
    main()
