package dev.neonflow.sdk.internal.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that do not keep a process alive, and go when there is nothing to do. */
public final class Daemon {
  private Daemon() {}

  /** Threads of the HTTP client. */
  static ExecutorService http() {
    return asNeeded(work -> thread(work, "neonflow-http"));
  }

  /** Threads that wait for calls, one each. */
  public static ExecutorService async() {
    return asNeeded(work -> thread(work, "neonflow-async"));
  }

  private static ExecutorService asNeeded(ThreadFactory factory) {
    return new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, 20, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
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

  /** Runs something that nobody can end. */
  static void start(Runnable work, String name) {
    thread(work, name).start();
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
