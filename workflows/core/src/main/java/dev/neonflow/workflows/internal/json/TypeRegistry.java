package dev.neonflow.workflows.internal.json;

import dev.neonflow.workflows.StepType;
import dev.neonflow.workflows.StepTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which record classes have which names, as all providers together say. */
public final class TypeRegistry {

  private static final Logger log = LoggerFactory.getLogger(TypeRegistry.class);
  private static final String SERVICES = "META-INF/services/" + StepTypes.class.getName();

  private final Set<StepType> types;

  private TypeRegistry(Set<StepType> types) {
    this.types = types;
  }

  /** No names: for records that hold no interfaces. */
  public static TypeRegistry empty() {
    return new TypeRegistry(Set.of());
  }

  /**
   * All names that this thread's context class loader, this library's and these classes' own know.
   */
  public static TypeRegistry load(List<Class<?>> classes) {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      loaders.add(context);
    }
    loaders.add(StepTypes.class.getClassLoader());
    classes.forEach(type -> loaders.add(type.getClassLoader()));
    Set<StepType> types = new LinkedHashSet<>();
    for (ClassLoader loader : loaders) {
      addAll(loader, types);
    }
    return new TypeRegistry(types);
  }

  /** Another class loader may have a StepTypes of its own, whose providers are not for us. */
  private static void addAll(ClassLoader loader, Set<StepType> types) {
    Iterator<StepTypes> providers = ServiceLoader.load(StepTypes.class, loader).iterator();
    boolean more = true;
    while (more) {
      try {
        more = providers.hasNext();
        if (more) {
          types.addAll(providers.next().types());
        }
      } catch (ServiceConfigurationError e) {
        log.warn("a provider of step types is left out: {}", e.getMessage());
      }
    }
  }

  /** Writes the name of a class. */
  void putName(Class<?> type, Map<String, Object> object, String where) {
    StepType named = named(type, where);
    object.put("type", named.name());
    object.put("version", named.version());
  }

  /**
   * The name of a class.
   *
   * @param where for messages
   * @throws JsonRefusal if it has none
   */
  public StepType named(Class<?> type, String where) {
    return types.stream()
        .filter(candidate -> candidate.type() == type)
        .findFirst()
        .orElseThrow(
            () ->
                new JsonRefusal(
                    where + ": record " + type.getName() + " has no name that could travel",
                    "list it in a StepTypes provider, StepType.of(\"...\", 1, "
                        + type.getSimpleName()
                        + ".class), and name the provider in "
                        + SERVICES));
  }

  /** The class that an object's name stands for, among those that fit the place. */
  Class<?> find(Map<?, ?> object, Class<?> declared, String where) {
    if (!(object.get("type") instanceof String name)
        || !(object.get("version") instanceof BigDecimal version)) {
      throw new JsonRefusal(where + " has no type and version", "give the text of toJson()");
    }
    List<StepType> named = new ArrayList<>();
    for (StepType candidate : types) {
      if (candidate.name().equals(name) && declared.isAssignableFrom(candidate.type())) {
        named.add(candidate);
      }
    }
    if (named.isEmpty()) {
      throw new JsonRefusal(
          where + " is of type " + name + ", which no StepTypes provider on the class path names",
          "add the artifact that has it; providers are found in " + SERVICES);
    }
    List<StepType> fitting =
        named.stream()
            .filter(type -> version.compareTo(BigDecimal.valueOf(type.version())) == 0)
            .toList();
    if (fitting.isEmpty()) {
      throw new JsonRefusal(
          where
              + " is of type "
              + name
              + " version "
              + version
              + "; this program knows "
              + named.stream()
                  .map(StepType::version)
                  .collect(Collectors.toCollection(TreeSet::new)),
          "use the release of the artifact that wrote it, or a newer one");
    }
    if (fitting.size() > 1) {
      throw new JsonRefusal(
          where + " is of type " + name + ", which stands for " + fitting,
          "rename one of them: names are unique among the records that fit one place");
    }
    return fitting.get(0).type();
  }
}
