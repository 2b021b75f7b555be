package dev.neonflow.embedded;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.DataPlane;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** A data plane whose calls that change something are announced before they are made. */
public final class WatchedCalls {

  private static final Set<String> READING =
      Set.of(
          "timelines",
          "version",
          "port",
          "running",
          "databases",
          "roles",
          "schema",
          "use",
          "roleStatements",
          "toString",
          "hashCode",
          "equals");

  private WatchedCalls() {}

  /** The same data plane, watched together with its computes. */
  public static DataPlane watch(DataPlane data, Changes changes) {
    return watch(DataPlane.class, data, changes);
  }

  private static <T> T watch(Class<T> type, T real, Changes changes) {
    return type.cast(
        Proxy.newProxyInstance(
            WatchedCalls.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              boolean reads = READING.contains(method.getName());
              if (!reads) {
                changes.before(method.getName());
              }
              try {
                Object result = method.invoke(real, arguments);
                return result instanceof Compute compute
                    ? watch(Compute.class, compute, changes)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (!reads) {
                  changes.after();
                }
              }
            }));
  }
}
