package dev.neonflow.sdk;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** A value of any type that a caller of the client may have to give. */
final class Samples {
  private static final Map<Class<?>, Object> PLAIN =
      Map.ofEntries(
          Map.entry(String.class, "x"),
          Map.entry(Object.class, "x"),
          Map.entry(Class.class, String.class),
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(double.class, 1.0),
          Map.entry(boolean.class, true),
          Map.entry(Integer.class, 1),
          Map.entry(Duration.class, Duration.ofHours(1)),
          Map.entry(Instant.class, FakeTime.START),
          Map.entry(LocalTime.class, LocalTime.NOON),
          Map.entry(URI.class, URI.create("https://neon.example.com")),
          Map.entry(Secret.class, Secret.of("x")),
          Map.entry(ConnectionUri.class, ConnectionUri.parse(Secret.of(Answers.URI))),
          Map.entry(Clock.class, Clock.systemUTC()),
          Map.entry(OkHttpClient.class, new OkHttpClient()));

  private Samples() {}

  static Object of(Type type) throws ReflectiveOperationException {
    Class<?> raw = raw(type);
    if (PLAIN.containsKey(raw)) {
      return PLAIN.get(raw);
    }
    if (raw.isEnum()) {
      return raw.getEnumConstants()[0];
    }
    if (raw == List.class) {
      return isMade(argument(type, 0)) ? List.of(of(argument(type, 0))) : List.of();
    }
    if (raw == Set.class) {
      return Set.of(of(argument(type, 0)));
    }
    if (raw == Map.class) {
      return Map.of(of(argument(type, 0)), of(argument(type, 1)));
    }
    if (raw.isArray()) {
      return java.lang.reflect.Array.newInstance(raw.getComponentType(), 0);
    }
    if (raw.isInterface()) {
      return Proxy.newProxyInstance(
          raw.getClassLoader(), new Class<?>[] {raw}, (proxy, method, arguments) -> null);
    }
    Method factory =
        factories(raw)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no sample of " + type));
    return factory.invoke(null, arguments(factory));
  }

  /** One for each parameter. */
  static @Nullable Object[] arguments(Method method) throws ReflectiveOperationException {
    Type[] types = method.getGenericParameterTypes();
    @Nullable Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = of(types[i]);
    }
    return arguments;
  }

  /** Public ways to make a value of this type. */
  static Stream<Method> factories(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == type);
  }

  /** The class, or that of the elements. */
  static Class<?> element(Type type) {
    return raw(type) == List.class ? raw(argument(type, 0)) : raw(type);
  }

  private static boolean isMade(Type type) {
    Class<?> raw = raw(type);
    return !raw.isRecord() || factories(raw).findAny().isPresent();
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  private static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    return type instanceof Class<?> plain ? plain : Object.class;
  }
}
