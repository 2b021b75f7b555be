package dev.neonflow.sdk.contract;

import dev.neonflow.sdk.Neon;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a caller can reach from a starting point, by accessors that return interfaces. */
final class PublicApi {
  private final Map<Class<?>, String> ways = new LinkedHashMap<>();

  private PublicApi(Class<?> start, String name) {
    Deque<Class<?>> open = new ArrayDeque<>();
    ways.put(start, name);
    open.add(start);
    while (!open.isEmpty()) {
      Class<?> type = open.remove();
      for (Method method : type.getMethods()) {
        Class<?> next = method.getReturnType();
        if (isAccessor(method) && !ways.containsKey(next)) {
          ways.put(next, ways.get(type) + "." + method.getName() + "()");
          open.add(next);
        }
      }
    }
  }

  static PublicApi ofNeon() {
    return new PublicApi(Neon.class, "neon");
  }

  /** Starts anywhere, for a test. */
  static PublicApi of(Class<?> start) {
    return new PublicApi(start, "start");
  }

  private static boolean isAccessor(Method method) {
    return !Modifier.isStatic(method.getModifiers())
        && method.getParameterCount() == 0
        && method.getReturnType().isInterface()
        && method.getReturnType().getSimpleName().endsWith("Api");
  }

  /** The call that ends in a route, such as {@code neon.regions().list()}. */
  Optional<String> call(Route route) {
    return interfaces(route)
        .filter(ways::containsKey)
        .flatMap(type -> methods(type, route).map(m -> ways.get(type) + "." + written(m)))
        .findFirst();
  }

  /** What is wrong about how a route is reached; empty if nothing. */
  Optional<String> fault(Route route) {
    List<Class<?>> apis = interfaces(route).toList();
    String wanted = route.owner().getSimpleName();
    if (apis.stream().flatMap(type -> methods(type, route)).findAny().isEmpty()) {
      return Optional.of(
          wanted + " implements no public interface with a method " + route.java().getName());
    }
    return call(route).isPresent()
        ? Optional.empty()
        : Optional.of("no accessor leads to what " + wanted + " implements");
  }

  private static Stream<Class<?>> interfaces(Route route) {
    return Arrays.stream(route.owner().getInterfaces())
        .filter(type -> Modifier.isPublic(type.getModifiers()))
        .filter(type -> type.getSimpleName().endsWith("Api"));
  }

  /** The one that Neon's answer comes from, before those that are built on it. */
  private static Stream<Method> methods(Class<?> type, Route route) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(route.java().getName()))
        .sorted(
            Comparator.comparing(Method::isDefault)
                .thenComparing(Method::getParameterCount, Comparator.reverseOrder()));
  }

  private static String written(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameters())
            .map(Parameter::getName)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
