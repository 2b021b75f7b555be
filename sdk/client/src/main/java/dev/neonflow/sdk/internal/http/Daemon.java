package dev.neonflow.sdk.internal.http;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that do not keep a process alive, and go when there is nothing to do. */
public final class Daemon {
  private Daemon() {}

  /** A thread of the HTTP client. */
  static Thread http(Runnable work) {
    return thread(work, "neonflow-http");
  }

  /** Runs what is due; it only starts calls and wakes callers, so one thread is enough. */
  public static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, work -> thread(work, "neonflow-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
