package dev.neonflow.workflows.migrate.rehearsal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection that does what another one does, and has somebody look at what it holds after each
 * statement and each end of a transaction.
 */
final class WatchedConnection implements InvocationHandler {

  private static final Set<String> ENDS = Set.of("commit", "rollback", "setAutoCommit");

  private final Connection real;
  private final Onlooker onlooker;

  private WatchedConnection(Connection real, Onlooker onlooker) {
    this.real = real;
    this.onlooker = onlooker;
  }

  /** What is done with one connection. */
  interface Onlooker {
    /** Something is done that may take locks or release them. */
    @Nullable Object during(Work work) throws Throwable;

    /** The connection ended, and all that it held with it. */
    void closed();
  }

  /** Something that may take locks or release them. */
  @FunctionalInterface
  interface Work {
    @Nullable Object run() throws Throwable;
  }

  static Connection of(Connection real, Onlooker onlooker) {
    return proxy(Connection.class, new WatchedConnection(real, onlooker));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] values)
      throws Throwable {
    String name = method.getName();
    if (ENDS.contains(name)) {
      return onlooker.during(() -> call(method, real, values));
    }
    if (name.equals("close") || name.equals("abort")) {
      call(method, real, values);
      onlooker.closed();
      return null;
    }
    if (isOfIdentity(method)) {
      return identity(proxy, method, values);
    }
    Object result = call(method, real, values);
    return result instanceof Statement statement ? watched(statement, (Connection) proxy) : result;
  }

  private Statement watched(Statement statement, Connection proxy) {
    InvocationHandler handler =
        (self, method, values) -> {
          if (method.getName().startsWith("execute")) {
            return onlooker.during(() -> call(method, statement, values));
          }
          if (method.getName().equals("getConnection")) {
            return proxy;
          }
          return isOfIdentity(method)
              ? identity(self, method, values)
              : call(method, statement, values);
        };
    if (statement instanceof CallableStatement) {
      return proxy(CallableStatement.class, handler);
    }
    return statement instanceof PreparedStatement
        ? proxy(PreparedStatement.class, handler)
        : proxy(Statement.class, handler);
  }

  private static boolean isOfIdentity(Method method) {
    return method.getName().equals("equals") || method.getName().equals("hashCode");
  }

  private static Object identity(
      Object proxy, Method method, @Nullable Object @Nullable [] values) {
    return method.getName().equals("hashCode")
        ? (Object) System.identityHashCode(proxy)
        : (Object) (values != null && proxy == values[0]);
  }

  private static @Nullable Object call(
      Method method, Object real, @Nullable Object @Nullable [] values) throws Throwable {
    try {
      return method.invoke(real, values);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? new SQLException(e) : e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    Object proxy =
        Proxy.newProxyInstance(
            WatchedConnection.class.getClassLoader(), new Class<?>[] {type}, handler);
    return type.cast(proxy);
  }
}
