// Loaded into each measured server before anything else: tells the bench how much processor time the whole process has used.
process.on('message', (question) => {
  if (question === 'cpu') process.send?.(process.cpuUsage())
})
// Whoever measured is gone: so is the reason to run.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// Only asking must not keep a server alive.
process.channel?.unref()
