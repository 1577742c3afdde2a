"""Pages of the dialogue about needs: of superiors, of the person, of whoever copies it from paper."""
