"""What a plan stands on, as arrays by place: who offers what at which price, who needs what."""
