"""How templates are compiled to Python: without what Jinja does for templates of strangers."""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class PlainGenerator(CodeGenerator):
    """Writes values, attributes and calls as our own code would.

    `{{ value }}` is a call of the environment's `shown` where Jinja would escape. `item.title` is the
    attribute, of a dict the key, and there must be one; `link(item)` is a plain call. Jinja would call
    functions of its own for each, a million times a build.
    """

    def _output_child_pre(
        self,
        node: nodes.Expr,
        frame: Frame,
        finalize: CodeGenerator._FinalizeInfo,
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.shown(")
        if finalize.src is not None:
            self.write(finalize.src)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as Jinja calls it
        """Write `item.title`."""
        if hasattr(dict, node.attr):  # `forms.get("en")`: of a dict too
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
            return
        self.write(f"(_of.{node.attr} if type(_of := ")
        self.visit(node.node, frame)
        self.write(f") is not dict else _of[{node.attr!r}])")

    def visit_Call(  # noqa: N802
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Write `link(item)`; a call that hands over what stands in it, or lists, as Jinja does."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")
