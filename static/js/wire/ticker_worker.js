/**
 * A clock in a worker: browsers slow the timers of hidden pages down to one a minute, but not
 * those of workers. Started with the interval in ms as its name.
 */
setInterval(() => postMessage(null), Number(self.name));
