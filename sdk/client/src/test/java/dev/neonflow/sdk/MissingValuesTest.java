package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.paging.Pages;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A null where a value is required, which Java cannot refuse by itself, is an {@link
 * IllegalArgumentException} that names the value, and nothing is sent.
 */
class MissingValuesTest extends WireTest {
  private final List<String> faults = new ArrayList<>();
  private int tried;

  @BeforeEach
  void answerWhatShouldNotHaveBeenSent() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return error(400, "", "this was not to be sent");
          }
        });
  }

  @Test
  void methodsOfResources() throws Exception {
    for (Map.Entry<Class<?>, Object> api : apis().entrySet()) {
      for (Method method : api.getKey().getMethods()) {
        tryAll(method, api.getValue());
      }
    }
    assertEquals(List.of(), faults);
    assertEquals(0, server.getRequestCount());
    assertTrue(tried > 150, tried + " were tried");
  }

  @Test
  void requestsAndTheirOptions() throws Exception {
    Set<Class<?>> types = requests();
    for (Class<?> type : types) {
      Object sample = Samples.of(type);
      for (Method method : type.getMethods()) {
        if (method.getReturnType() == type) {
          tryAll(method, sample);
        }
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(types.size() > 35, types.toString());
    assertTrue(tried > 90, tried + " were tried");
  }

  @Test
  void clientAndItsBuilder() throws Exception {
    for (Method method : Neon.class.getMethods()) {
      if (method.getDeclaringClass() == Neon.class) {
        tryAll(method, neon);
      }
    }
    for (Method method : Neon.Builder.class.getMethods()) {
      if (method.getReturnType() == Neon.Builder.class) {
        tryAll(method, builder());
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(tried > 10, tried + " were tried");
  }

  private void tryAll(Method method, Object on) throws ReflectiveOperationException {
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      boolean required =
          !parameters[i].getType().isPrimitive()
              && !parameters[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
      if (required) {
        @Nullable Object[] arguments = Samples.arguments(method);
        arguments[i] = null;
        tryOne(method, on, arguments, parameters[i].getName());
      }
    }
  }

  private void tryOne(Method method, Object on, @Nullable Object[] arguments, String name)
      throws IllegalAccessException {
    tried++;
    String what = method.getDeclaringClass().getSimpleName() + "." + method.getName() + ": " + name;
    try {
      Object result = method.invoke(on, arguments);
      if (result instanceof Pages<?> pages) {
        // They ask for their first page when somebody walks them.
        var unused = pages.iterator();
      }
      faults.add(what + " may be null");
    } catch (InvocationTargetException e) {
      judge(what, method, name, e.getCause());
    } catch (RuntimeException e) {
      judge(what, method, name, e);
    }
  }

  private void judge(String what, Method method, String name, Throwable refusal) {
    String message = String.valueOf(refusal.getMessage());
    String first = message.split(" ", 2)[0];
    boolean named = first.equals(name) || names(method).contains(first.toLowerCase(Locale.ROOT));
    if (!(refusal instanceof IllegalArgumentException) || !named) {
      faults.add(what + ": " + refusal);
    }
  }

  /** What a message may call an option: as its method, or as the component that it sets. */
  private static List<String> names(Method method) {
    List<String> names = new ArrayList<>(List.of(method.getName()));
    RecordComponent[] components = method.getDeclaringClass().getRecordComponents();
    if (components != null) {
      Arrays.stream(components).forEach(component -> names.add(component.getName()));
    }
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** All resources, by their interfaces. */
  private Map<Class<?>, Object> apis() throws ReflectiveOperationException {
    Map<Class<?>, Object> apis = new LinkedHashMap<>();
    Deque<Object> open = new ArrayDeque<>(List.of(neon));
    while (!open.isEmpty()) {
      Object from = open.remove();
      Class<?> type = from instanceof Neon ? Neon.class : from.getClass().getInterfaces()[0];
      for (Method method : type.getMethods()) {
        Class<?> next = method.getReturnType();
        if (method.getParameterCount() == 0
            && !Modifier.isStatic(method.getModifiers())
            && next.getSimpleName().endsWith("Api")
            && !apis.containsKey(next)) {
          apis.put(next, method.invoke(from));
          open.add(apis.get(next));
        }
      }
    }
    return apis;
  }

  /** What the methods of resources take, and what that takes. */
  private Set<Class<?>> requests() throws ReflectiveOperationException {
    Set<Class<?>> requests = new LinkedHashSet<>();
    Deque<Class<?>> open = new ArrayDeque<>(List.of(NeonRequest.class, ConnectionUri.class));
    apis().keySet().stream().flatMap(MissingValuesTest::taken).forEach(open::add);
    while (!open.isEmpty()) {
      Class<?> type = open.remove();
      if (Samples.factories(type).findAny().isPresent()
          && type.getName().startsWith("dev.neonflow.sdk.")
          && !type.isEnum()
          && type != Secret.class
          && requests.add(type)) {
        taken(type).forEach(open::add);
      }
    }
    return requests;
  }

  private static Stream<Class<?>> taken(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !method.getDeclaringClass().equals(Object.class))
        .flatMap(method -> Arrays.stream(method.getGenericParameterTypes()))
        .map(Samples::element);
  }
}
