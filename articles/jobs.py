"""Work that is done apart from the pages, by `manage.py worker` on this machine or on others.

Every job may run again, since the worker that did it may have been killed before it could say so: it asks
the tables what is still to do. A job that must not wait twice names a queueing lock.
"""

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

# A job that was under way each time its worker died is taken for the cause.
MOST_ATTEMPTS = 3
KEPT_HOURS = 7 * 24


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """Put back the jobs whose worker has given no sign of life for half a minute."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.attempts >= MOST_ATTEMPTS:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
            continue
        try:
            await manager.retry_job(job)
        except UniqueViolation:  # the same work waits already
            await manager.finish_job(job, status=Status.ABORTED, delete_job=False)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="forget_finished")
async def forget_finished(timestamp: int) -> None:
    """Delete the jobs that ended a week ago, failed ones too."""
    await app.job_manager.delete_old_jobs(
        nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
