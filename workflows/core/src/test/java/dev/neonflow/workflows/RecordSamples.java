package dev.neonflow.workflows;

import dev.neonflow.workflows.deploy.fly.FlyAccess;
import dev.neonflow.workflows.deploy.fly.FlyMachines;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Makes a value of any record by reflection, and finds the classes of this artifact. */
final class RecordSamples {

  private static final Map<Class<?>, Object> VALUES =
      Map.ofEntries(
          Map.entry(String.class, "sample"),
          Map.entry(Duration.class, Duration.ofHours(1)),
          Map.entry(Instant.class, Instant.parse("2026-01-31T12:00:00.5Z")),
          Map.entry(URI.class, URI.create("https://example.org/a?b=c")),
          Map.entry(Path.class, Path.of("a", "b")),
          Map.entry(boolean.class, true),
          Map.entry(Boolean.class, false),
          Map.entry(int.class, 3),
          Map.entry(Integer.class, 2),
          Map.entry(long.class, Long.MAX_VALUE),
          Map.entry(Long.class, Long.MIN_VALUE),
          Map.entry(double.class, 0.25),
          Map.entry(Double.class, 2.0),
          Map.entry(BigDecimal.class, new BigDecimal("1.10")),
          Map.entry(
              FlyAccess.class,
              new FlyAccess(
                  URI.create("https://example.org"), "https://{app}.example.org/", "a", "0.3.200")),
          Map.entry(FlyMachines.class, new FlyMachines("sample", "shared", 2, 512, false)));

  private RecordSamples() {}

  /** All classes of the main artifact. */
  static List<Class<?>> mainClasses() throws IOException, URISyntaxException {
    Path root = Path.of(Plan.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.contains("package-info"))
          .sorted()
          .<Class<?>>map(RecordSamples::load)
          .toList();
    }
  }

  static List<StepType> registered() {
    return ServiceLoader.load(StepTypes.class).stream()
        .flatMap(provider -> provider.get().types().stream())
        .toList();
  }

  static Record of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] parameters =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Arrays.stream(components)
            .map(component -> value(component.getGenericType()))
            .toArray(Object[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return (Record) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no sample of " + type + ": " + e.getCause(), e);
    }
  }

  private static Object value(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      Type[] arguments = parameterized.getActualTypeArguments();
      return parameterized.getRawType() == List.class
          ? List.of(value(arguments[0]), value(arguments[0]))
          : Map.of("b", value(arguments[1]), "a", value(arguments[1]));
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      Object[] constants = plain.getEnumConstants();
      return constants[constants.length - 1];
    }
    if (plain.isRecord() && !VALUES.containsKey(plain)) {
      return of(plain);
    }
    if (plain.isInterface() && !VALUES.containsKey(plain)) {
      return registered().stream()
          .map(StepType::type)
          .filter(plain::isAssignableFrom)
          .findFirst()
          .map(RecordSamples::of)
          .orElseThrow(() -> new AssertionError("nothing is registered for " + plain));
    }
    Object value = VALUES.get(plain);
    if (value == null) {
      throw new AssertionError("no sample of " + plain);
    }
    return value;
  }

  private static Class<?> load(String file) {
    String name = file.substring(0, file.length() - ".class".length()).replaceAll("[/\\\\]", ".");
    try {
      return Class.forName(name, false, Plan.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name, e);
    }
  }
}
