package dev.neonflow.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Tells a program of the signals that ask it to end. The JVM's own way, shutdown hooks, cannot say
 * which signal it was, and runs while nothing else may still be started.
 */
final class Signals {

  private static final Map<String, Integer> EXIT_CODES =
      Map.of("HUP", 129, "INT", ExitCodes.INTERRUPTED, "TERM", ExitCodes.TERMINATED);

  private Signals() {}

  /**
   * Calls an action with the exit code that belongs to the signal, from a thread of the JVM, each
   * time one arrives. Where the platform does not allow it, the JVM ends as it always does.
   */
  static void onEnd(IntConsumer action) {
    EXIT_CODES.forEach((name, code) -> handle(name, () -> action.accept(code)));
  }

  /** Calls an action each time the terminal's size changes, where the platform tells. */
  static void onResize(Runnable action) {
    handle("WINCH", action);
  }

  /** By reflection: the class is exported by the JDK, but the compiler warns of every use. */
  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> answer(self, method, arguments, action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      if (e instanceof InvocationTargetException && e.getCause() instanceof Error error) {
        throw error;
      }
    }
  }

  private static Object answer(Object self, Method method, Object[] arguments, Runnable action) {
    return switch (method.getName()) {
      case "handle" -> {
        action.run();
        yield self;
      }
      case "hashCode" -> System.identityHashCode(self);
      case "equals" -> self == arguments[0];
      default -> "signal handler";
    };
  }
}
