"""Many plans of one campaign: what varies, what is enough, and the engine that plans them side by side."""
