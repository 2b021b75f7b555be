package dev.neonflow.sdk.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.HTTP;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;

/**
 * A Retrofit method.
 *
 * @param verb the HTTP method
 * @param path as in the contract; empty if it is given at the call
 */
public record Route(Method java, String verb, String path) {

  /** All routes of the classes in the directory of this class, in a fixed order. */
  public static List<Route> beside(Class<?> neighbour) {
    String packageName = neighbour.getPackageName();
    try {
      Path root = Path.of(neighbour.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.list(root.resolve(packageName.replace('.', '/')))) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class"))
            .map(name -> packageName + "." + name.substring(0, name.length() - 6))
            .flatMap(name -> of(load(name, neighbour.getClassLoader())).stream())
            .sorted(Comparator.comparing(Route::path).thenComparing(Route::toString))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The routes of an interface; none of anything else. */
  static List<Route> of(Class<?> type) {
    List<Route> routes = new ArrayList<>();
    for (Method method : type.isInterface() ? type.getDeclaredMethods() : new Method[0]) {
      Arrays.stream(method.getAnnotations())
          .flatMap(annotation -> route(method, annotation).stream())
          .forEach(routes::add);
    }
    return routes;
  }

  private static Optional<Route> route(Method method, Annotation annotation) {
    if (annotation instanceof GET get) {
      return Optional.of(new Route(method, "GET", "/" + get.value()));
    } else if (annotation instanceof POST post) {
      return Optional.of(new Route(method, "POST", "/" + post.value()));
    } else if (annotation instanceof PUT put) {
      return Optional.of(new Route(method, "PUT", "/" + put.value()));
    } else if (annotation instanceof PATCH patch) {
      return Optional.of(new Route(method, "PATCH", "/" + patch.value()));
    } else if (annotation instanceof DELETE delete) {
      return Optional.of(new Route(method, "DELETE", "/" + delete.value()));
    } else if (annotation instanceof HTTP http) {
      return Optional.of(new Route(method, http.method(), "/" + http.path()));
    }
    return Optional.empty();
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the path is given at the call: such a route is for anything. */
  boolean isOpen() {
    return path.equals("/");
  }

  boolean isFor(Operation operation) {
    return verb.equals(operation.method()) && path.equals(operation.path());
  }

  /** The class that uses it. */
  Class<?> owner() {
    return java.getDeclaringClass().getEnclosingClass();
  }

  @Override
  public String toString() {
    return java.getDeclaringClass().getName().replaceAll(".*\\.", "").replace('$', '.')
        + "."
        + java.getName();
  }
}
