/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The top-level classes that depend on each other in a circle: the strongly connected components of
 * their graph, as Tarjan finds them.
 */
final class ClassCycles {
  private final Map<String, Set<String>> targets = new TreeMap<>();
  private final Map<String, Integer> index = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Set<String>> cycles = new ArrayList<>();

  private ClassCycles() {}

  /** The cycles among the classes of a package and of those below it. */
  static List<Set<String>> of(JavaClasses classes, String root) {
    ClassCycles found = new ClassCycles();
    for (JavaClass type : classes) {
      if (isIn(root, type)) {
        found
            .targets
            .computeIfAbsent(topLevel(type), name -> new TreeSet<>())
            .addAll(
                type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> isIn(root, target))
                    .map(ClassCycles::topLevel)
                    .collect(Collectors.toSet()));
      }
    }
    for (String type : found.targets.keySet()) {
      if (!found.index.containsKey(type)) {
        found.visit(type);
      }
    }
    return found.cycles;
  }

  private static boolean isIn(String root, JavaClass type) {
    return (type.getPackageName() + ".").startsWith(root + ".");
  }

  private static String topLevel(JavaClass type) {
    return type.getEnclosingClass().map(ClassCycles::topLevel).orElseGet(type::getName);
  }

  private void visit(String type) {
    index.put(type, index.size());
    lowest.put(type, index.get(type));
    open.push(type);
    for (String target : targets.getOrDefault(type, Set.of())) {
      if (!index.containsKey(target)) {
        visit(target);
        lowest.merge(type, lowest.get(target), Math::min);
      } else if (open.contains(target)) {
        lowest.merge(type, index.get(target), Math::min);
      }
    }
    if (lowest.get(type).equals(index.get(type))) {
      Set<String> cycle = new TreeSet<>();
      while (!cycle.contains(type)) {
        cycle.add(open.pop());
      }
      if (cycle.size() > 1) {
        cycles.add(cycle);
      }
    }
  }
}
