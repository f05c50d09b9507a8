#!/usr/bin/python
"""Waits until the service is up, ready and the release that was installed; else tells why not, with the journal's end.

url      where it answers, without a path
version  and build: what must run
seconds  how long that may take
"""

import json
import time
import urllib.error
import urllib.request

from ansible.module_utils.basic import AnsibleModule

SERVICE = 'kedge.service'
JOURNAL_LINES = 20
PARAMETERS = {
    'url': {'type': 'str', 'required': True},
    'version': {'type': 'str', 'required': True},
    'build': {'type': 'str', 'required': True},
    'seconds': {'type': 'int', 'required': True},
}
# straight to the board itself, whatever proxy its environment names
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def unit(module):
    """What systemd knows of the service."""
    _, out, _ = module.run_command(['systemctl', 'show', SERVICE, '--property=ActiveState,SubState,Job,StatusText,NRestarts'])
    return dict(line.split('=', 1) for line in out.splitlines() if '=' in line)


def has_job(seen):
    """Is there something systemd has yet to do, a restart for instance? Then the process seen is the old one."""
    return seen.get('Job', '') not in ('', '0')


def has_given_up(seen):
    return seen.get('ActiveState') == 'failed' and not has_job(seen)


def unit_fault(seen):
    """What keeps systemd from calling it up. Active means READY: the unit is Type=notify."""
    if seen.get('ActiveState') == 'active' and not has_job(seen):
        return None
    return 'systemd calls it %s (%s)%s, restarted %s times' % (
        seen.get('ActiveState', 'unknown'), seen.get('SubState', 'unknown'),
        ', "%s"' % seen['StatusText'] if seen.get('StatusText') else '', seen.get('NRestarts', '0'))


def fetch(url):
    """Status and body, whatever the status."""
    try:
        with DIRECTLY.open(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode(errors='replace')


def health_fault(url):
    try:
        status, body = fetch(url)
    except OSError as failure:
        return '%s does not answer (%s)' % (url, failure)
    return None if status == 200 else '%s answers %d: %s' % (url, status, ' '.join(body.split())[:500])


def release_fault(url, wanted):
    try:
        status, body = fetch(url)
        state = json.loads(body) if status == 200 else {}
    except (OSError, ValueError) as failure:
        return '%s does not answer (%s)' % (url, failure)
    runs = (state.get('version'), state.get('build'))
    return None if runs == wanted else 'what runs is %s (build %s), installed is %s (build %s)' % (runs + wanted)


def fault(params, seen):
    return (unit_fault(seen)
            or health_fault(params['url'] + '/q/health/ready')
            or release_fault(params['url'] + '/api/state', (params['version'], params['build'])))


def main():
    module = AnsibleModule(argument_spec=PARAMETERS, supports_check_mode=True)
    begin = time.monotonic()
    while True:
        seen = unit(module)
        why = fault(module.params, seen)
        waited = time.monotonic() - begin
        if not why or has_given_up(seen) or waited >= module.params['seconds']:
            break
        time.sleep(0.5)
    if why:
        _, journal, _ = module.run_command(
            ['journalctl', '--unit=' + SERVICE, '--lines=%d' % JOURNAL_LINES, '--no-pager', '--output=short-iso'])
        module.fail_json(msg='Kedge is not up after %d s: %s. The journal ends with:\n%s'
                         % (waited, why, journal.strip() or '(nothing)'))
    module.exit_json(changed=False)


if __name__ == '__main__':
    main()
